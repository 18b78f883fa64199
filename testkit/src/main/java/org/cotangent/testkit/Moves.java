package org.cotangent.testkit;

import java.util.Set;
import org.cotangent.testkit.Dice.Choices;
import org.cotangent.testkit.ProgramGenerator.Feature;

/// Random statements of one line: assignments, and what moves references about.
final class Moves {
    private final Dice dice;
    private final Set<Feature> features;
    private final Expressions e;

    Moves(Dice dice, Set<Feature> features, Expressions expressions) {
        this.dice = dice;
        this.features = features;
        this.e = expressions;
    }

    private boolean has(Feature feature) {
        return features.contains(feature);
    }

    String any() {
        return new Choices<String>()
                .add(4, () -> e.scalar() + " = " + e.bounded() + ";")
                .add(2, () -> e.scalar() + change())
                .add(1, () -> "t = a; a = " + dice.pick("b", "c") + "; b = t;")
                .add(1, () -> "assert a != b || c == c : \"never\";")
                .add(1, () -> "n = (n * 5 + " + dice.below(7) + ") % 4;")
                .add(1, this::effect)
                .when(has(Feature.ARRAYS), 4, () -> e.element() + " = " + e.bounded() + ";")
                .when(has(Feature.ARRAYS), 2, () -> e.element() + change())
                .when(has(Feature.ARRAYS), 2, this::array)
                .when(has(Feature.OBJECTS), 3, this::cell)
                .when(has(Feature.STATICS), 1, () -> "level = " + e.bounded() + ";")
                .when(has(Feature.LAMBDAS), 2, this::lambda)
                .when(has(Feature.LAMBDAS), 2, this::stored)
                .when(has(Feature.CLASSES), 4, this::part)
                .when(has(Feature.RECORDS), 3, this::record)
                .when(has(Feature.ROWS), 3, this::rows)
                .when(has(Feature.BOXES), 4, this::box)
                .when(has(Feature.INTEGERS), 2, this::integers)
                .when(has(Feature.FLOATS), 2, this::floats)
                .when(has(Feature.FUSES), 4, () -> dice.pick("tick(0);", e.scalar() + " = tick(" + e.atom() + ");"))
                .of(dice);
    }

    private String change() {
        return dice.pick(" += ", " -= ") + "0.25 * " + e.sum(2) + ";";
    }

    private String effect() {
        if (!has(Feature.ARRAYS) || !dice.oneIn(3)) return "mark(" + dice.below(9) + ");";
        return "kept = new Object[] {" + dice.pick("u, v", "w", "u, w") + (has(Feature.OBJECTS) ? ", p" : "")
                + (has(Feature.CLASSES) ? ", base" : "") + (has(Feature.BOXES) ? ", list" : "")
                + (has(Feature.RECORDS) ? ", knot" : "") + "};";
    }

    /// What may throw an exception of the JVM's own, depending on `n`.
    String risky() {
        return new Choices<String>()
                .add(2, () -> "n = 6 / at(n) % 4;")
                .add(1, () -> "if (n > 1) { throw new IllegalStateException(\"n \" + n); }")
                .when(has(Feature.ARRAYS), 3, () -> e.array() + "[n] = " + e.bounded() + ";")
                .when(has(Feature.ARRAYS), 2, () -> e.scalar() + " = " + e.array() + "[n - 1];")
                .when(has(Feature.ARRAYS), 1, () -> "w = new double[n - 1]; w = u;")
                .when(has(Feature.CLASSES), 2, () -> e.scalar() + " = ((Left) " + e.part() + ").extra;")
                .when(has(Feature.OBJECTS), 2, () -> "(n % 2 == 0 ? null : p).value = " + e.bounded() + ";")
                .when(has(Feature.ROWS), 2, () -> "rows[n][n] = " + e.bounded() + ";")
                .when(has(Feature.BOXES), 1, () -> e.scalar() + " = list.get(n);")
                .when(has(Feature.FUSES), 3, () -> "tick(" + e.scalar() + ");")
                .of(dice);
    }

    private String array() {
        String one = e.array();
        String other = e.array();
        return switch (dice.below(6)) {
            case 0 -> one + " = " + other + ";";
            case 1 -> one + " = " + other + ".clone();";
            case 2 -> "{ double[] z = " + one + "; " + one + " = " + other + "; " + other + " = z; }";
            case 3 -> "System.arraycopy(" + one + ", " + dice.pick("0", "1") + ", " + other + ", " + dice.pick("0", "1")
                    + ", 2);";
            case 4  -> "java.util.Arrays.fill(" + one + ", 1, 3, " + e.bounded() + ");";
            default -> one + " = new double[] {" + e.atom() + ", " + e.atom() + ", " + dice.number() + "};";
        };
    }

    private String cell() {
        String cell = dice.pick("p", "q");
        return switch (dice.below(7)) {
            case 0  -> cell + " = new Cell(" + e.bounded() + ");";
            case 1  -> cell + ".next = " + dice.pick("p", "q", "p.next", "q.next") + ";";
            case 2  -> cell + ".row = " + e.array() + ";";
            case 3  -> e.array() + " = " + cell + ".next.row;";
            case 4  -> cell + " = " + dice.pick("p", "q") + ".next;";
            case 5  -> cell + ".next.row[" + e.index() + "] = " + e.bounded() + ";";
            default -> cell + dice.pick("", ".next", ".next.next") + ".value = " + e.bounded() + ";";
        };
    }

    private String lambda() {
        return switch (dice.below(3)) {
            case 0 -> "{ double y = " + e.atom() + "; Unary h = z -> 0.5 * z * y + " + dice.number() + "; " + e.scalar()
                    + " = h.at(0.5 * h.at(" + e.atom() + ")); }";
            case 1 -> "{ double[] y = " + e.array() + "; Unary h = z -> y[" + dice.below(3)
                    + "] = Math.sin(z + y[1]); " + e.scalar() + " = h.at(" + e.atom() + "); }";
            default -> "{ Unary h = " + dice.pick("Math::cos", "Math::tanh", "z -> z * 0.5") + "; Unary l = z -> h.at("
                    + dice.number() + " - z); " + e.scalar() + " = l.at(" + e.atom() + "); }";
        };
    }

    /// A function that is kept for later, with what it captured.
    private String stored() {
        return new Choices<String>()
                .add(1, () -> "g = shifted(" + e.atom() + ");")
                .add(1, () -> "g = twice(" + dice.pick("shifted(" + e.atom() + ")", "Math::sin", "Math::tanh") + ");")
                .add(1, () -> "{ double[] y = " + e.array()
                        + "; g = z -> y[at((int) (2 * z))] = 0.5 * z + 0.25 * y[1]; }")
                .when(has(Feature.CLASSES), 2, () -> "g = " + e.part() + "::weigh;")
                .when(has(Feature.OBJECTS), 1, () -> "{ Cell y = p; g = z -> y.value = Math.sin(y.value + z); }")
                .when(has(Feature.BOXES), 1, () -> "{ Double y = box; g = z -> 0.5 * (y - z); }")
                .add(1, () -> e.scalar() + " = 0.5 * g.at(" + e.atom() + ");")
                .add(1, () -> "all[" + e.index() + "] = "
                        + dice.pick("g", "Math::cos", "shifted(" + e.atom() + ")",
                                "counting(" + e.atom() + ").apply(Math::sin)")
                        + ";")
                .add(1, () -> "g = all[" + e.index() + "];")
                .add(1, () -> "for (Unary h : all) { c = 0.5 * h.at(c); }")
                .of(dice);
    }

    private String part() {
        return new Choices<String>()
                .add(1, () -> "base = new Left(" + e.bounded() + ", " + e.atom() + ");")
                .add(1, () -> "base = new Right(" + e.bounded() + ", " + e.part() + ");")
                .add(1, () -> "base = new Late(" + e.bounded() + ");")
                .add(1, () -> "part = " + dice.pick("base", "other", "base.partner") + ";")
                .add(1, () -> "other = new Right(" + e.atom() + ", part);")
                .when(has(Feature.LAMBDAS), 1, () -> "other = " + dice.pick("g::at;", "Math::sin;"))
                .add(1, () -> "{ final double y = " + e.atom() + "; other = new Part() { double sum = y;"
                        + " @Override public double weigh(double z) { sum = 0.5 * sum + 0.25 * z; return Math.sin(sum); } }; }")
                .add(2, () -> dice.pick("base", "base.partner") + ".grow(" + e.atom() + ");")
                .add(1, () -> "base.partner = " + dice.pick("base", "Base.ALL.get(0)", "Base.ALL.getLast()") + ";")
                .add(1, () -> "base.size = " + e.bounded() + ";")
                .add(1, () -> "if (part instanceof Left l) { l.extra = " + e.bounded() + "; }")
                .add(1, () -> e.scalar() + " = 0.5 * " + e.part() + ".again(" + e.atom() + ");")
                .add(1, () -> "for (Base each : Base.ALL) { if (each.size < 2) { each.size += 0.125 * " + e.scalar()
                        + "; } }")
                .of(dice);
    }

    private String record() {
        String one = dice.pick("r", "s");
        return new Choices<String>()
                .add(2, () -> one + " = new Pair(" + e.atom() + ", " + e.bounded() + ");")
                .add(1, () -> one + " = new Pair(" + e.bounded() + ");")
                .add(2, () -> one + " = " + dice.pick("r", "s") + ".turned();")
                .add(1, () -> "knot = new Knot(" + e.bounded() + ");")
                .add(1, () -> "knot = new Knot(" + e.atom() + ", knot);")
                .add(1, () -> "knot.row()[" + e.index() + "] = " + e.bounded() + ";")
                .add(1, () -> "shape = new Shape.Ball(" + e.bounded() + ");")
                .add(1, () -> "shape = new Shape.Slab(" + dice.pick("r", "s") + ", " + e.bounded() + ");")
                .add(1, () -> "shape = new Shape.Nested(new Shape.Ball(" + e.scalar() + "), new Shape.Slab(r, 0.5));")
                .add(1, () -> "if (shape instanceof Shape.Slab(Pair(var y, var z), double d)) { a = 0.5 * y - z * d; }")
                .add(1, () -> e.scalar() + " = Mode.values()[at(n) % 2].of(" + e.scalar() + ", " + e.atom() + ");")
                .of(dice);
    }

    private String rows() {
        String row = "rows[" + e.index() + "]";
        return new Choices<String>()
                .add(3, () -> row + "[" + e.index() + "] = " + e.bounded() + ";")
                .add(1, () -> row + " = rows[" + e.index() + "];")
                .add(1, () -> "rows = rows.clone();")
                .add(1, () -> "rows = new double[][] {rows[1], rows[0], {" + e.atom() + ", 0.5, 0.25}};")
                .add(1, () -> "for (double[] y : rows) { y[" + e.index() + "] *= 0.5 * " + e.scalar() + "; }")
                .add(1, () -> "for (double z : " + row + ") { a += 0.125 * z; }")
                .add(1, () -> "{ double[][] y = new double[3][3]; y[1][2] = " + e.bounded() + "; rows = y; }")
                .when(has(Feature.ARRAYS), 2, () -> row + " = " + e.array() + ";")
                .when(has(Feature.ARRAYS), 2, () -> e.array() + " = " + row + ";")
                .when(has(Feature.OBJECTS), 1,
                        () -> "{ Cell[] y = {p, q, p}; y[" + e.index() + "].value = " + e.bounded()
                                + "; p = y[at(n)]; y[0] = q; b = 0.5 * y[0].value; }")
                .of(dice);
    }

    private String box() {
        return new Choices<String>()
                .add(2, () -> "box = " + e.bounded() + ";")
                .add(1, () -> "box += 0.25 * " + e.scalar() + ";")
                .add(1, () -> "box = list.get(at(n));")
                .add(2, () -> "list.set(at(n), " + e.bounded() + ");")
                .add(1, () -> "list.set(at(n), box);")
                .add(1, () -> "if (list.size() < 8) { list.add(" + e.bounded() + "); }")
                .add(1, () -> "if (list.size() > 3) { list.remove(0); }")
                .add(1, () -> "for (Double z : list) { a += 0.0625 * z; }")
                .add(1, () -> "any = " + dice.pick("box", "list.get(1)", "(Object) " + e.scalar(), "null") + ";")
                .add(1, () -> "map.put(\"k\" + at(n), " + dice.pick("box", "list.get(0)", e.scalar()) + ");")
                .add(1, () -> "for (Double z : map.values()) { b += 0.0625 * z; }")
                .add(1, () -> "c = 0.5 * map.getOrDefault(\"k1\", " + e.scalar() + ");")
                .add(1, () -> "{ Double[] y = {box, " + e.scalar() + ", 0.5}; y[at(n)] = b; c = y[0] - 0.5 * y[1]; }")
                .when(has(Feature.ARRAYS), 1, () -> "any = " + e.array() + ";")
                .of(dice);
    }

    private String integers() {
        return switch (dice.below(7)) {
            case 0  -> "m = m * 6364136223846793005L + " + dice.below(99) + ";";
            case 1  -> "m ^= m >>> 17 | (long) i << 40;";
            case 2  -> "n = (int) (m >>> 60) % 4;";
            case 3  -> "n = at((int) (3 * " + e.scalar() + "));";
            case 4  -> "{ byte y = (byte) (m >> 20); char z = (char) (y + 300); n = y & z & 3; a += 0.001 * y; }";
            case 5  -> e.scalar() + " *= (m & 7) * 0.125;";
            default -> e.scalar() + " = Math.floorMod(m, 5) * 0.1 - " + e.bounded() + ";";
        };
    }

    private String floats() {
        return switch (dice.below(4)) {
            case 0  -> "f0 = (float) (" + e.bounded() + ");";
            case 1  -> "f0 = 0.5f * f0 + (float) " + e.scalar() + ";";
            case 2  -> e.scalar() + " = 0.5 * f0 - " + e.bounded() + ";";
            default -> "{ float[] y = {f0, 0.5f, (float) a}; y[1] += y[2] * 0.25f; f0 = y[at(n)]; }";
        };
    }
}
