"""Writes reference.txt: partial derivatives of Math's methods, correctly rounded, computed with mpmath at 2000 bits.

One line each: method, which parameter (from 0), arguments, derivative; numbers as Double.toHexString writes them.
Arguments: a fixed list of hard ones, then random ones over the whole range of exponents of the method's domain.
"""
import random
from mpmath import mp, mpf, sin, cos, tan, exp, log, sqrt, cosh, sinh, tanh, sign, isfinite

mp.prec = 2000
rng = random.Random(1)


def wide(low, high, signed=True):
    """Magnitudes between 2^low and 2^high."""
    x = 2.0 ** rng.uniform(low, high)
    return -x if signed and rng.random() < 0.5 else x


def near(x):
    """Close to x on either side, down to an ulp or so."""
    return x + wide(-53, -1) * max(abs(x), 2.0 ** -1000)


ONE = {  # method: derivative, hard arguments, random argument
    'sin': (cos, [0.0, 1e22, 1.5707963267948966], lambda: wide(-300, 300)),
    'cos': (lambda x: -sin(x), [1e22, 3.141592653589793, 1e-200], lambda: wide(-300, 300)),
    'tan': (lambda x: 1 + tan(x) ** 2, [0.0, 1.5707963267948966, 1e22], lambda: wide(-300, 60)),
    'asin': (lambda x: 1 / sqrt(1 - x * x), [0.0, 0.9999999999999999, -0.9999999999999999], lambda: rng.choice([wide(-300, 0), 1 - wide(-53, -1, False), -1 + wide(-53, -1, False)])),
    'acos': (lambda x: -1 / sqrt(1 - x * x), [0.0, 0.9999999999999999, -0.9999999999999999], lambda: rng.choice([wide(-300, 0), 1 - wide(-53, -1, False), -1 + wide(-53, -1, False)])),
    'atan': (lambda x: 1 / (1 + x * x), [0.0, 1e150, 1e-200], lambda: wide(-300, 500)),
    'exp': (exp, [0.0, 709.0, -700.0], lambda: wide(-60, 9.4)),
    'expm1': (exp, [0.0, -40.0, -1e-17, 709.0, -700.0], lambda: wide(-60, 9.4)),
    'log': (lambda x: 1 / x, [1.0, 1e300, 1e-300], lambda: wide(-900, 900, False)),
    'log10': (lambda x: 1 / (x * log(10)), [1.0, 1e300, 1e-300], lambda: wide(-900, 900, False)),
    'log1p': (lambda x: 1 / (1 + x), [0.0, -0.9999999999999999, 1e300], lambda: rng.choice([wide(-300, 900, False), -1 + wide(-53, -1, False)])),
    'sqrt': (lambda x: 1 / (2 * sqrt(x)), [1.0, 1e300, 5e-324, 1e-310], lambda: wide(-1000, 1000, False)),
    'cbrt': (lambda x: 1 / (3 * mp.cbrt(x) ** 2) if x > 0 else 1 / (3 * mp.cbrt(-x) ** 2), [1.0, -8.0, 1e300, 5e-324], lambda: wide(-1000, 1000)),
    'sinh': (cosh, [0.0, 1e-200, 709.0], lambda: wide(-60, 9.4)),
    'cosh': (sinh, [1e-200, 709.0], lambda: wide(-60, 9.4)),
    'tanh': (lambda x: 1 / cosh(x) ** 2, [0.0, 1.0, 1.4722, 1.4723, 10.0, 20.0, -300.0, 350.0], lambda: wide(-60, 8.4)),
    'toRadians': (lambda x: mp.pi / 180, [1.0], lambda: wide(-60, 60)),
    'toDegrees': (lambda x: 180 / mp.pi, [1.0], lambda: wide(-60, 60)),
    'abs': (sign, [5e-324, -5e-324], lambda: wide(-300, 300)),
}

def power(x, y):
    return exp(y * log(x))

def random_power():
    x = rng.choice([wide(-1000, 1000, False), near(1.0)])
    limit = 690 / abs(float(log(mpf(x)))) if x != 1 else 100.0
    y = rng.choice([rng.uniform(-1, 1) * min(limit, 1e15), float(rng.randint(-9, 9)), rng.uniform(-3, 3)])
    return (x, y) if abs(y) <= limit else (x, y / 1000)

TWO = {
    'hypot': ([lambda x, y: x / sqrt(x * x + y * y), lambda x, y: y / sqrt(x * x + y * y)],
              [(3.0, 4.0), (1e300, 1e300), (1e-300, 2e-300), (1e200, 1e-50)], lambda: (wide(-900, 900), wide(-900, 900))),
    'atan2': ([lambda y, x: x / (x * x + y * y), lambda y, x: -y / (x * x + y * y)],
              [(1.0, 2.0), (1e200, 1e200), (1e-200, -1e-200), (1e250, 1e-10), (0.0, -1.0), (-3.0, 0.0)],
              lambda: (wide(-900, 900), wide(-900, 900)) if rng.random() < 0.5 else (lambda e: (wide(e, e + 3), wide(e, e + 3)))(rng.uniform(-900, 900))),
    'pow': ([lambda x, y: y * power(x, y) / x, lambda x, y: log(x) * power(x, y)],
            [(2.0, 3.0), (1e-200, 1.6), (1e-200, 1.5), (1e300, 0.03), (1e-300, -0.9), (3.0, 0.5), (1e-8, 1e-17)], random_power),
}


def text(x):
    x = float(x)
    return x.hex().replace('+', '')


def normal(x):
    return x == 0 or (isfinite(x) and mpf(2) ** -1000 < abs(x) < mpf(2) ** 1000)


def lines():
    for name, (derivative, hard, draw) in ONE.items():
        for x in hard + [draw() for _ in range(40)]:
            d = derivative(mpf(x))
            if normal(d):
                yield f'{name} 0 {text(x)} {text(d)}'
    for name, (partials, hard, draw) in TWO.items():
        for x, y in hard + [draw() for _ in range(60)]:
            both = [partial(mpf(x), mpf(y)) for partial in partials]
            for i, d in enumerate(both):
                if all(map(normal, both)):
                    yield f'{name} {i} {text(x)} {text(y)} {text(d)}'


if __name__ == '__main__':
    import pathlib
    pathlib.Path(__file__).with_name('reference.txt').write_text('\n'.join(lines()) + '\n')
