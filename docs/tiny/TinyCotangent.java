/// # Cotangent in one file
///
/// `java TinyCotangent.java` prints the programs made below and checks them against differences. Java 25, nothing else.
///
/// Reverse mode is usually explained as the chain rule, walked backwards over a graph that was recorded while the
/// program ran. Here there is no graph. There are three ways to make one program from another:
///
/// - *Pushforward*: `y = f(x)` becomes `(y, dy) = f(x, dx)`, which carries a small change beside every number.
/// - *Linearize*: that program is cut into a half that never looks at the changes and a half that is linear in them.
/// - *Transpose*: the linear half, a matrix written as a program, becomes the program of the transposed matrix.
///
/// The first half, followed by the transposed second half, is the gradient. Calculus occurs in the first step alone, as
/// one line per operation; the other two do not know what a derivative is. Cotangent does this to JVM bytecode with its
/// memory, calls and exceptions. Here numbers, branches and loops must do.
void main() {
    part1();    // listing        a program as data
    part2();    // pushforward    the table of derivatives
    part3();    // linearize      what has to be remembered
    part4();    // transpose      the table, read from right to left
    part5();    // loops          the same, backwards through control flow
    IO.println("\nall checks passed");
}

// ---- 1. Listing -----------------------------------------------------------------------------------------------------
//
//     Func   = name Block+                                              the first block is the entry
//     Block  = label (parameter*) { Let* Exit }
//     Let    = Value "=" Op  origin
//     Exit   = Jump(edge) | Branch(condition, edge, edge) | Return(values)
//     Edge   = label (argument*)

/// An `F64` is a point on a line and can be moved a little. An `I32` cannot, so it has no tangent.
enum Type { F64, I32 }

/// A name for something computed once. It is an identity and no more: it knows neither who computes it nor who reads
/// it, so nothing has to be kept up to date when code moves. `linear` marks tangents and what is computed from them.
class Value {
    final Type type;
    final boolean linear;
    String hint;

    Value(Type type, boolean linear, String hint) { this.type = type; this.linear = linear; this.hint = hint; }

    /// Gives a value that has no name one for people.
    Value called(String name) { if (hint.isEmpty()) hint = name; return this; }
}

/// Structural zero: a tangent where nothing flows. Unlike 0.0, it stays zero when multiplied by infinity.
final Value zero = new Value(Type.F64, true, "zero");

/// What is computed. An op is data and knows its operands; what it *means* is said by each pass, in a switch that must
/// name them all.
sealed interface Op { default List<Value> operands() { return List.of(); } }
sealed interface Unary extends Op { Value x(); default List<Value> operands() { return List.of(x()); } }
sealed interface Binary extends Op {
    Value x();
    Value y();
    default List<Value> operands() { return List.of(x(), y()); }
}

record Const(double value) implements Op {}
record Neg(Value x) implements Unary {}
record Add(Value x, Value y) implements Binary {}
record Sub(Value x, Value y) implements Binary {}
record Mul(Value x, Value y) implements Binary {}
record Div(Value x, Value y) implements Binary {}
record Sin(Value x) implements Unary {}                     // in Cotangent a call, whose line in the table of part 2
record Cos(Value x) implements Unary {}                     // is a rule: a Java method, which anybody can add
record Gt(Value x, Value y) implements Binary {}            // 1 or 0
record Save(Value x) implements Unary {}                    // onto the tape,
record Restore() implements Op {}                           // and off again: part 5

/// `result = op`, on behalf of the let that `origin` names: every line of a derivative can be blamed.
record Let(Value result, Op op, String origin) {}

/// Where ways meet, the block has parameters and the edges into it bring arguments, as if they were calls. So there is
/// one idea where others have three (parameters, loop variables, phi nodes), and an edge is reversed by letting
/// parameters and arguments change places. One thing more is asked here than in Cotangent: **a block reads only its own
/// parameters and lets**; what else it needs is handed to it.
record Edge(String target, List<Value> arguments) {}
record Block(String label, List<Value> parameters, List<Let> lets, Exit exit) {}
record Func(String name, List<Block> blocks) { Block entry() { return blocks.getFirst(); } }

record Jump(Edge edge) implements Exit {}
record Branch(Value condition, Edge then, Edge otherwise) implements Exit {}
record Return(List<Value> values) implements Exit {}

sealed interface Exit {
    /// To return is to take the edge back to the caller.
    default List<Edge> edges() {
        return switch (this) {
            case Jump(var edge) -> List.of(edge);
            case Branch(_, var then, var otherwise) -> List.of(then, otherwise);
            case Return(var values) -> List.of(new Edge("caller", values));
        };
    }

    default Exit map(UnaryOperator<Edge> f) {
        return switch (this) {
            case Jump(var edge) -> new Jump(f.apply(edge));
            case Branch(var c, var then, var otherwise) -> new Branch(c, f.apply(then), f.apply(otherwise));
            case Return _ -> new Return(f.apply(edges().getFirst()).arguments());
        };
    }
}

/// Writes a function, block after block. The only place that does arithmetic with structural zero, so that no
/// transformation has to ask whether a tangent is zero.
class Builder {
    private final List<Block> blocks = new ArrayList<>();
    private String label, origin = "";
    private List<Value> parameters;
    private List<Let> lets;

    Builder block(String name) { return block(name, List.of()); }

    Builder block(String name, List<Value> known) {
        label = name;
        parameters = new ArrayList<>(known);
        lets = new ArrayList<>();
        return at("");
    }

    Builder at(String let) { origin = let; return this; }
    Value parameter(Value p) { parameters.add(p); return p; }
    Value append(Value result, Op op) { lets.add(new Let(result, op, origin)); return result; }

    Value let(Type type, Op op) {
        return append(new Value(type, op.operands().stream().anyMatch(v -> v.linear), ""), op);
    }

    Value let(Op op)            { return let(Type.F64, op); }
    Value f64(String hint)      { return parameter(new Value(Type.F64, false, hint)); }
    Value i32(String hint)      { return parameter(new Value(Type.I32, false, hint)); }
    Value f64(double c)         { return let(Type.F64, new Const(c)); }
    Value i32(int c)            { return let(Type.I32, new Const(c)); }
    Value gt(Value x, Value y)  { return let(Type.I32, new Gt(x, y)); }
    Value neg(Value x)          { return x == zero ? x : let(new Neg(x)); }
    Value add(Value x, Value y) { return x == zero ? y : y == zero ? x : let(new Add(x, y)); }
    Value sub(Value x, Value y) { return x == zero ? neg(y) : y == zero ? x : let(new Sub(x, y)); }
    Value mul(Value x, Value y) { return x == zero ? x : y == zero ? y : let(new Mul(x, y)); }
    Value div(Value x, Value y) { return x == zero ? x : let(new Div(x, y)); }

    Builder end(Exit exit) { blocks.add(new Block(label, parameters, lets, exit)); return this; }
    Func func(String name) { return new Func(name, blocks); }
}

/// What a program means. Each block starts with nothing but its arguments: the law above, enforced.
double[] run(Func f, Deque<Double> tape, double... arguments) {
    for (var block = f.entry();;) {
        var at = new HashMap<>(Map.of(zero, 0.0));
        for (int i = 0; i < arguments.length; i++) at.put(block.parameters().get(i), arguments[i]);
        for (var let : block.lets())
            at.put(let.result(), switch (let.op()) {
                case Const(var c)      -> c;
                case Neg(var x)        -> -at.get(x);
                case Add(var x, var y) -> at.get(x) + at.get(y);
                case Sub(var x, var y) -> at.get(x) - at.get(y);
                case Mul(var x, var y) -> at.get(x) * at.get(y);
                case Div(var x, var y) -> at.get(x) / at.get(y);
                case Sin(var x)        -> Math.sin(at.get(x));
                case Cos(var x)        -> Math.cos(at.get(x));
                case Gt(var x, var y)  -> at.get(x) > at.get(y) ? 1.0 : 0.0;
                case Save(var x)       -> { tape.push(at.get(x)); yield at.get(x); }
                case Restore()         -> tape.pop();
            });
        var edge = block.exit().edges().get(block.exit() instanceof Branch(var c, _, _) && at.get(c) == 0 ? 1 : 0);
        arguments = edge.arguments().stream().mapToDouble(at::get).toArray();
        if (block.exit() instanceof Return) return arguments;
        block = f.blocks().stream().filter(b -> b.label().equals(edge.target())).findFirst().orElseThrow();
    }
}

double[] run(Func f, double... arguments) { return run(f, new ArrayDeque<>(), arguments); }

/// Prints a function: `%` value, `^` block, one let per line, and on the right the let it is there for.
String listing(Func f) {
    var text = new StringBuilder();
    for (var block : f.blocks()) {
        var name = new HashMap<Value, String>();
        for (var v : plus(block.parameters(), block.lets().stream().map(Let::result).toList())) {
            var plain = "%" + (v.hint.isEmpty() ? name.size() : v.hint);
            name.put(v, name.containsValue(plain) ? plain + ".1" : plain);
        }
        name.put(zero, "zero");
        Function<List<Value>, String> names = values -> String.join(", ", values.stream().map(name::get).toList());
        Function<Edge, String> edge = e -> "^" + e.target() + "(" + names.apply(e.arguments()) + ")";

        boolean entry = block == f.entry();
        var parameters = block.parameters().stream().map(p -> name.get(p) + ": " + p.type.name().toLowerCase());
        text.append(entry ? "\nfunc " + f.name() : "^" + block.label());
        text.append(parameters.collect(Collectors.joining(", ", "(", entry ? ")\n" : "):\n")));
        for (var let : block.lets()) {
            var line = "    " + name.get(let.result()) + " = " + let.op().getClass().getSimpleName().toLowerCase();
            line += switch (let.op()) {
                case Const(var c) -> let.result().type == Type.I32 ? " " + (int) c : " " + c;
                case Restore() -> "";
                case Unary _, Binary _ -> " " + names.apply(let.op().operands());
            };
            text.append(let.origin().isEmpty() ? line : "%-44s; %%%s".formatted(line, let.origin())).append("\n");
        }
        text.append("    ").append(switch (block.exit()) {
            case Jump(var to) -> "jump " + edge.apply(to);
            case Branch(var c, var a, var b) -> "branch " + name.get(c) + " ? " + edge.apply(a) + " : " + edge.apply(b);
            case Return(var values) -> "return " + names.apply(values);
        }).append("\n");
    }
    return text.toString();
}

void show(String title, Func... funcs) {
    IO.println("\n==== " + title);
    for (var f : funcs) IO.print(listing(f));
    IO.println();
}

void check(String what, double actual, double expected, double tolerance) {
    IO.println("  %-44s %18.12f".formatted(what, actual));
    if (!(Math.abs(actual - expected) <= tolerance * Math.max(1, Math.abs(expected))))
        throw new AssertionError(what + " = " + actual + ", expected " + expected);
}

/// The judge of all that follows: how fast f grows at x in the direction dx, by central differences.
double slope(ToDoubleFunction<double[]> f, double[] x, double... dx) {
    DoubleFunction<double[]> at = h -> IntStream.range(0, x.length).mapToDouble(i -> x[i] + h * dx[i]).toArray();
    return (f.applyAsDouble(at.apply(1e-5)) - f.applyAsDouble(at.apply(-1e-5))) / 2e-5;
}

/// `f(x, y) = x sin(xy) + y/x`
Func example() {
    var b = new Builder().block("entry");
    Value x = b.f64("x"), y = b.f64("y");
    var s = b.let(new Sin(b.mul(x, y).called("p"))).called("s");
    var out = b.add(b.mul(x, s).called("m"), b.div(y, x).called("q")).called("out");
    return b.end(new Return(List.of(out))).func("f");
}

final double[] here = {1.5, 0.7};

void part1() {
    show("1. listing", example());
    check("f(1.5, 0.7)", run(example(), here)[0], 1.5 * Math.sin(1.5 * 0.7) + 0.7 / 1.5, 0);
}

// ---- 2. Pushforward -------------------------------------------------------------------------------------------------
//
// Beside every number put its *tangent*: how fast it moves when the inputs are moved. Each op says how: if z = xy, then
// dz = dx y + x dy. Written down for every op, that is a table. The chain rule has no line in it: it is the order of
// the lets. And since a tangent is made by ops, as any number is, what comes out is again a program.

/// `y = f(x)` becomes `(y, dy) = f(x, dx)`. The lets of f stay as they are; behind each stand those of its tangent.
class Pushforward {
    private final Builder b = new Builder();
    private final Map<Value, Value> tangents = new HashMap<>();

    Func of(Func f) {
        for (var block : f.blocks()) {
            b.block(block.label(), block.parameters());
            for (var x : block.parameters())
                if (x.type == Type.F64) tangents.put(x, b.parameter(new Value(Type.F64, true, "d" + x.hint)));
            for (var let : block.lets()) {
                var z = b.at(let.origin()).append(let.result(), let.op());
                b.at(let.origin().isEmpty() ? z.hint : let.origin());
                tangents.put(z, differential(z, let.op()).called("d" + z.hint));
            }
            b.end(block.exit().map(e -> new Edge(e.target(), withTangents(e.arguments()))));
        }
        return b.func("pushforward " + f.name());
    }

    private Value differential(Value z, Op op) {
        return switch (op) {
            case Neg(var x)        -> b.neg(d(x));
            case Add(var x, var y) -> b.add(d(x), d(y));
            case Sub(var x, var y) -> b.sub(d(x), d(y));
            case Mul(var x, var y) -> b.add(b.mul(d(x), y), b.mul(x, d(y)));
            case Div(var x, var y) -> b.div(b.sub(d(x), b.mul(z, d(y))), y);
            case Sin(var x)        -> b.mul(b.let(new Cos(x)), d(x));
            case Cos(var x)        -> b.neg(b.mul(b.let(new Sin(x)), d(x)));
            case Const _, Gt _     -> zero;
            case Save _, Restore _ -> throw new IllegalArgumentException("differentiate first, tape afterwards");
        };
    }

    private Value d(Value x) { return tangents.getOrDefault(x, zero); }

    /// First what you know, then what flows.
    private List<Value> withTangents(List<Value> values) {
        return plus(values, values.stream().filter(v -> v.type == Type.F64).map(this::d).toList());
    }
}

<T> List<T> plus(List<T> first, List<T> then) { return Stream.concat(first.stream(), then.stream()).toList(); }

void part2() {
    Func f = example(), push = new Pushforward().of(f);
    show("2. pushforward", push);
    check("f(1.5, 0.7), untouched", run(push, 1.5, 0.7, -2, 3)[0], run(f, here)[0], 0);
    check("df along (-2, 3)", run(push, 1.5, 0.7, -2, 3)[1], slope(x -> run(f, x)[0], here, -2, 3), 1e-8);
}

// ---- 3. Linearize ---------------------------------------------------------------------------------------------------
//
// One run of the pushforward gives the slope in one direction; with a million inputs there are a million of them. But
// look at the listing. Lines that make no tangent read none, so they can all go first. Lines that make one are sums and
// multiples of tangents: at a fixed x, a *linear map*. What they read from the first half, the *residuals*, is all that
// they will ever know about x. So the cut needs no thought: sort the lets by the mark that the builder has set.

record Halves(Func primal, Func linear) {}

/// Straight-line code only; control flow is part 5's.
Halves linearize(Func pushforward) {
    var block = pushforward.entry();
    var lets = block.lets().stream().collect(Collectors.partitioningBy(let -> let.result().linear));
    List<Value> xs = block.parameters(), known = residuals(block), ys = results(block);
    var primal = new Block("entry", primal(xs), lets.get(false), new Return(plus(primal(ys), known)));
    var linear = new Block("entry", plus(known, linear(xs)), lets.get(true), new Return(linear(ys)));
    return new Halves(new Func("primal", List.of(primal)), new Func("linear", List.of(linear)));
}

/// What the linear lets of a block read and will not move.
List<Value> residuals(Block block) {
    var linear = block.lets().stream().filter(let -> let.result().linear);
    return primal(linear.flatMap(let -> let.op().operands().stream()).distinct().toList());
}

List<Value> results(Block block) { return block.exit().edges().getFirst().arguments(); }
List<Value> primal(List<Value> values) { return values.stream().filter(v -> !v.linear).toList(); }
List<Value> linear(List<Value> values) { return values.stream().filter(v -> v.linear).toList(); }

void part3() {
    Func f = example(), push = new Pushforward().of(f);
    var halves = linearize(push);
    show("3. linearize", halves.primal(), halves.linear());
    var known = DoubleStream.of(run(halves.primal(), here)).skip(1).boxed().toList();
    DoubleBinaryOperator df = (dx, dy) ->
        run(halves.linear(), plus(known, List.of(dx, dy)).stream().mapToDouble(v -> v).toArray())[0];
    check("df along (-2, 3), as above", df.applyAsDouble(-2, 3), run(push, 1.5, 0.7, -2, 3)[1], 0);
    check("df along (1, 1), for half the work", df.applyAsDouble(1, 1), slope(x -> run(f, x)[0], here, 1, 1), 1e-8);
}

// ---- 4. Transpose ---------------------------------------------------------------------------------------------------
//
// The linear half is a matrix J that nobody wrote down, a product of small ones, a let each. The transpose of a product
// is the product of the transposes in reverse order; so the last let goes first, and what is passed along is no longer
// how a value moves but how much the result cares about it: its *cotangent*. For one let, transposing is reading the
// line from right to left. z = ct, a multiple, gives t the same multiple of z's cotangent. z = t + u, a sum, gives it
// to both. And a value that was read twice is given to twice, and adds up: sums and copies are each other's transpose.
//
// A let becomes a let, and perhaps an addition. So all partial derivatives together cost about as much as the slope in
// one direction, however many there are. There is no more to reverse mode than that.

class Transpose {
    final Builder b = new Builder();
    private final Map<Value, List<Value>> given = new HashMap<>();

    void transpose(Let let) {
        b.at(let.origin());
        var z = take(let.result());
        switch (let.op()) {
            case Neg(var t)                       -> give(t, b.neg(z));
            case Add(var t, var u)                -> { give(t, z); give(u, z); }
            case Sub(var t, var u)                -> { give(t, z); give(u, b.neg(z)); }
            case Mul(var t, var c) when !c.linear -> give(t, b.mul(z, c));
            case Mul(var c, var t) when !c.linear -> give(t, b.mul(c, z));
            case Div(var t, var c) when !c.linear -> give(t, b.div(z, c));
            default -> throw new IllegalArgumentException("not linear in its tangents: " + let.op());
        }
    }

    void give(Value t, Value bar) { given.computeIfAbsent(t, _ -> new ArrayList<>()).add(bar); }

    /// The cotangent of t, which is all that was given to it, added up. Whoever takes it leaves zero.
    Value take(Value t) {
        var bars = given.containsKey(t) ? given.remove(t) : List.<Value>of();
        return bars.stream().reduce(zero, b::add).called(bar(t));
    }

    /// `dx` is the tangent of `x`, and `x.bar` its cotangent.
    String bar(Value t) { return t.hint.isEmpty() ? "" : t.hint.substring(1) + ".bar"; }
}

/// `y = f(x)` becomes `(y, x.bar) = f(x, y.bar)`: the primal half, and behind it the linear half, transposed. The
/// residuals need not be handed over, as both call them by the same names.
Func pullback(Func f) {
    var push = new Pushforward().of(f);
    Block there = linearize(push).primal().entry(), back = linearize(push).linear().entry();
    var t = new Transpose();
    t.b.block("entry", there.parameters());
    for (var z : results(back)) t.give(z, t.b.f64(t.bar(z)));
    for (var let : there.lets()) t.b.at(let.origin()).append(let.result(), let.op());
    for (var let : back.lets().reversed()) t.transpose(let);
    var bars = linear(back.parameters()).stream().map(t::take).map(v -> v == zero ? t.b.f64(0) : v).toList();
    return t.b.end(new Return(plus(primal(results(push.entry())), bars))).func("pullback " + f.name());
}

void part4() {
    Func f = example(), push = new Pushforward().of(f), pullback = pullback(f);
    show("4. transpose", pullback);
    var g = run(pullback, 1.5, 0.7, 1);
    check("df/dx", g[1], slope(x -> run(f, x)[0], here, 1, 0), 1e-8);
    check("df/dy", g[2], slope(x -> run(f, x)[0], here, 0, 1), 1e-8);
    // What makes it the transpose needs no differences: <J v, w> = <v, Jt w>, to rounding.
    check("<J (-2, 3), 1> = <(-2, 3), Jt 1>", run(push, 1.5, 0.7, -2, 3)[1], -2 * g[1] + 3 * g[2], 1e-14);

    // The pullback is a program like any other. Its pushforward gives second derivatives, and so does its pullback:
    // the Hessian is symmetric.
    var h = run(new Pushforward().of(pullback), 1.5, 0.7, 1, -2, 3, 0);
    check("d(df/dx) along (-2, 3)", h[4], slope(x -> run(pullback, x[0], x[1], 1)[1], here, -2, 3), 1e-8);
    check("the same, as a pullback of a pullback", run(pullback(pullback), 1.5, 0.7, 1, 0, -2, 3)[3], h[4], 1e-14);
}

// ---- 5. Loops -------------------------------------------------------------------------------------------------------
//
// The pushforward never asked for straight-line code: a block's parameters get tangents as a function's do, and edges
// bring them. It is the cut that fails: the linear half must know which way the program went, and it needs what a line
// computed each time round, not once. One stack answers both. On this *tape* the forward sweep saves, as it goes, the
// edge it came by and its residuals; the reverse sweep, going back, always finds on top what was saved last.
//
//     pushforward                    forward sweep                    reverse sweep
//     block B, parameters p and dp   B, parameters p                  B.bar, a parameter for each tangent B hands on
//     lets that make tangents        save what these read             restore it; transpose them, last first
//     an edge from A to B            the same, and says which it is   an edge from B.bar to A.bar, chosen by the tape
//
// Nothing here is about loops. The accumulator of a transposed loop, x.bar in the last listing, is a parameter that
// goes round because x does. (Cotangent counts the trips of a loop instead of saving every way, and saves nothing that
// is cheap to have again. What else there is in Java is above all memory, and that is linear too: beside an array lies
// one of tangents, its shadow s, and `dx = s[i]` is transposed to `s[i] += x.bar`.)

/// An edge and the block it leaves.
record Way(Block from, Edge edge) {}

/// The ways into a block. Both sweeps know a way by its place in this list.
List<Way> ways(Func f, String into) {
    var all = f.blocks().stream().flatMap(b -> b.exit().edges().stream().map(e -> new Way(b, e)));
    return all.filter(way -> way.edge().target().equals(into)).toList();
}

/// The primal half, which remembers.
Func forward(Func pushforward) {
    var b = new Builder();
    for (var block : pushforward.blocks()) {
        b.block(block.label(), primal(block.parameters()));
        if (ways(pushforward, block.label()).size() > 1) b.let(Type.I32, new Save(b.i32("way")));
        for (var let : block.lets()) if (!let.result().linear) b.append(let.result(), let.op());
        for (var r : residuals(block)) b.let(r.type, new Save(r));
        b.end(block.exit().map(edge -> {
            var ways = ways(pushforward, edge.target());
            var place = new Const(ways.indexOf(new Way(block, edge)));
            return new Edge(edge.target(),
                plus(primal(edge.arguments()), ways.size() > 1 ? List.of(b.let(Type.I32, place)) : List.of()));
        }));
    }
    return b.func("forward");
}

/// The transposed linear half: every block and every edge backwards. The one return is in the last block.
Func reverse(Func pushforward) {
    var t = new Transpose();
    var b = t.b;
    for (var block : pushforward.blocks().reversed()) {
        b.block(block.label() + ".bar");
        for (var v : handedOn(block)) t.give(v, b.f64(t.bar(v)));
        for (var r : residuals(block).reversed()) b.append(r, new Restore());
        for (var let : block.lets().reversed()) if (let.result().linear) t.transpose(let);

        var bars = linear(block.parameters()).stream().map(t::take).toList();   // take all, then give: the variables
        var back = ways(pushforward, block.label()).stream().map(way -> {       // of a loop may change places
            for (int i = 0; i < bars.size(); i++) t.give(linear(way.edge().arguments()).get(i), bars.get(i));
            return new Edge(way.from().label() + ".bar", handedOn(way.from()).stream().map(t::take).toList());
        }).toList();
        b.at("").end(switch (back.size()) {
            case 0 -> new Return(bars);
            case 1 -> new Jump(back.getFirst());
            case 2 -> new Branch(b.let(Type.I32, new Restore()).called("way"), back.getLast(), back.getFirst());
            default -> throw new IllegalArgumentException("more than two ways into ^" + block.label());
        });
    }
    return b.func("reverse");
}

/// The tangents that outlive a block.
List<Value> handedOn(Block block) {
    if (block.exit() instanceof Return(var results)) return linear(results);
    var all = block.exit().edges().stream().flatMap(e -> linear(e.arguments()).stream());
    return all.filter(t -> t != zero).distinct().toList();
}

/// `double r = 1; if (n > 0) do r *= x; while (--n > 0); return r;`
Func power() {
    var b = new Builder().block("entry");
    Value x = b.f64("x"), n = b.i32("n"), one = b.f64(1.0).called("one");
    var some = b.gt(n, b.i32(0)).called("some");
    b.end(new Branch(some, new Edge("loop", List.of(x, one, n)), new Edge("done", List.of(one))));

    b.block("loop");
    Value base = b.f64("x"), r = b.f64("r"), k = b.i32("k");
    Value r1 = b.mul(r, base).called("r.1"), k1 = b.let(Type.I32, new Sub(k, b.i32(1))).called("k.1");
    var more = b.gt(k1, b.i32(0)).called("more");
    b.end(new Branch(more, new Edge("loop", List.of(base, r1, k1)), new Edge("done", List.of(r1))));

    return b.block("done").end(new Return(List.of(b.f64("r")))).func("power");
}

void part5() {
    Func power = power(), push = new Pushforward().of(power), forward = forward(push), reverse = reverse(push);
    show("5. loops", power, push, forward, reverse);
    for (int n : new int[] {7, 1, 0}) {
        var tape = new ArrayDeque<Double>();
        double y = run(forward, tape, 1.5, n)[0], dydx = run(reverse, tape, 1)[0];
        check("1.5^" + n, y, Math.pow(1.5, n), 0);
        check("d(x^" + n + ")/dx at 1.5", dydx, slope(x -> run(power, x[0], n)[0], new double[] {1.5}, 1), 1e-8);
        check("left on the tape", tape.size(), 0, 0);
    }
}
