package org.cotangent.ir.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.cotangent.ir.Block;
import org.cotangent.ir.Exit;
import org.cotangent.ir.Func;
import org.cotangent.ir.Let;
import org.cotangent.ir.Op;
import org.cotangent.ir.Origin;
import org.cotangent.ir.RandomProgram;
import org.cotangent.ir.Type;
import org.cotangent.ir.Value;
import org.cotangent.ir.text.Golden;
import org.cotangent.ir.text.ListingParser;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class VerifierTest {
    private static final String OPERANDS = "operands fit the op";
    private static final String RESULTS = "results fit the op";
    private static final String EXITS = "exits read what fits";
    private static final String FROM = "linear numbers come from linear numbers";
    private static final String READ = "only linear ops read linear numbers";
    private static final String HOLD = "shadows hold linear numbers";
    private static final String EDGES = "edges match parameters";
    private static final String HANDLERS = "handlers take the exception first";
    private static final String LINEAR = "linear goes to linear";

    /// What each body, with a variable of each type at hand, breaks.
    private static final Map<String, List<String>> BROKEN = Map.of(
            OPERANDS, List.of(
                    "%y = add %i, %d", "%y = mul %l, %i", "%y = neg %o", "%y = and %d, %d", "%y = shl %l, %l",
                    "%y = lt %d, %d", "%y = eq %d, %d", "%y = eq %o, %i", "%y = lcmp %i, %i", "%y = dcmpl %f, %f",
                    "%y = l2d %i", "%y = d2f %f", "%y = select %d, %d, %d", "%y = select %i, %d, %f",
                    "%y = call @Math.sin(%f) : (D)D", "%y = call @Math.sin() : (D)D",
                    "%y = call.virtual @Object.hashCode(%i) : ()I", "%y = call.virtual @Object.hashCode() : ()I",
                    "%y = newarray double %l", "%y = length %i", "%y = load double %a[%l]",
                    "store double %a[%i] = %f", "%y = get @.X.x(%d) : double", "put @.X.x(%o, %i) : double",
                    "put.static @.X.x(%i) : double", "%y = cast int %o", "%y = instanceof int %o", "monitor.enter %i",
                    "%y = const 1 as f64", "%y = const 1L as i32", "%y = const \"x\" as f64", "%y = new int[]",
                    "%y: f64 = zero void",
                    "%y = multinewarray int[] %i, %i", "%y = shadow.find %i, %o", "save %a[%d] = %d",
                    "%y = restore %d[%i] : f64", "link @x(%d) : (I)V"),
            RESULTS, List.of(
                    "%y: f32 = neg %d", "%y: i32 = null", "%y: void = neg %d", "%y: Object = length %a",
                    "%y: f64 = monitor.enter %o"),
            EXITS, List.of(
                    "branch %d ? ^end : ^end", "switch %l { default: ^end }",
                    "switch %i { 1: ^end, 1: ^end, default: ^end }", "return", "return %i", "return %d, %d",
                    "throw %d"),
            FROM, List.of(
                    "%y: linear = add %t, %d", "%y: linear = sub %d, %t", "%y: linear = mul %t, %t",
                    "%y: linear = mul %d, %d", "%y: linear = div %d, %t", "%y: linear = div %d, %d",
                    "%y: linear = select %i, %t, %d", "%y: linear = const 1.0", "%y: linear = i2d %i",
                    "%y: linear = rem %t, %d", "%y: linear = neg %d", "%y: linear = link.linear @x(%t | %t) : f64"),
            READ, List.of(
                    "%y = neg %t", "%y = mul %t, %d", "%y: linear = dcmpl %t, %d", "%y: linear = d2i %t",
                    "store double %s[%i] = %t", "%y = call @Math.sin(%t) : (D)D"),
            HOLD, List.of(
                    "linear store double %a[%i] = %t", "linear store double %s[%i] = %d", "%y = load double %s[%i]",
                    "%y: linear = load double %a[%i]", "%y: linear = get @.X.x(%o) : double",
                    "linear put @.X.x(%o, %t) : double", "linear save %a[%i] = %t", "%y: linear = restore %a[%i] : f64",
                    "%y: linear = get.static @.X.x : double", "linear put.static @.X.x(%t) : double"),
            EDGES, List.of(
                    "jump ^end(%i)", "jump ^take(%i)", "jump ^take", "catch any ^caught", "catch any ^caught(%d)",
                    "catch any ^caught(%i, %i)", "catch any ^end"),
            HANDLERS, List.of("catch any ^take"),
            LINEAR, List.of("jump ^take(%t)", "jump ^shadow(%a)"));

    private static final List<String> FINE = List.of(
            "%y: linear = add %t, %t", "%y: linear = mul %t, %d", "%y: linear = mul %d, %t", "%y: linear = div %t, %d",
            "%y: linear = select %i, %t, %t", "%y: linear = d2f %t", "linear store double %s[%i] = %t",
            "%y: linear = load double %s[%i]", "%y: linear = length %s", "%y: linear = zero f64",
            "%y: linear = get @org.cotangent.runtime.Context.c1(%o) : double",
            "put @org.cotangent.runtime.Context.c1(%o, %t) : double", "%y = link @x(%t) : (D)D",
            "%y: linear = link.linear @x(%d, %s | %t) : f64", "%y = const \"x\" as CharSequence",
            "%y = cast double[] %o",
            "%y: Object = call @Math.sin(%d) : (D)[D", "%y = multinewarray int[][] %i", "return %d, %t",
            "jump ^take(%d)", "jump ^shadow(%s)", "%y = null\n    jump ^shadow(%y)", "catch any ^caught(%i)");

    @TestFactory
    Stream<DynamicTest> violations() {
        return Golden.tests("violation", text -> violation(text).getMessage() + "\n");
    }

    private static Violation violation(String listing) {
        Func f = ListingParser.parse(listing);
        return assertThrows(Violation.class, () -> Verifier.verify(f), listing);
    }

    @Test
    void brokenLawsAreNoticed() {
        BROKEN.forEach((law, bodies) -> {
            for (String body : bodies) assertEquals(law, violation(around(body)).law(), body);
        });
    }

    @Test
    void goodFunctionsPass() {
        for (String body : FINE) Verifier.verify(ListingParser.parse(around(body)));
        for (long seed = 0; seed < 1000; seed++) Verifier.verify(RandomProgram.of(seed, 15, true).write());
    }

    /// Where nothing is linear but references, tangents are numbers like others.
    @Test
    void shadowsOfOrdinaryNumbersAreOrdinary() {
        Verifier.verify(ListingParser.parse("""
                func transpose(%s: linear double[], %i: i32) -> f64
                    %1 = load double %s[%i]
                    store double %s[%i] = %1
                    return %1
                """));
    }

    @Test
    void anIrreducibleLoopIsInOrder() {
        Verifier.verify(ListingParser.parse("""
                func f(%x: i32) -> i32
                    branch %x ? ^a : ^b
                ^a:
                    branch %x ? ^b : ^end
                ^b:
                    branch %x ? ^a : ^end
                ^end:
                    return %x
                """));
    }

    private static String around(String body) {
        boolean exit = Stream.of("jump", "branch", "switch", "return", "throw").anyMatch(body::startsWith)
                || body.contains("jump");
        return """
                func f(%i: i32, %l: i64, %f: f32, %d: f64, %t: linear f64, %o: Object, %a: double[], %s: linear double[]) -> f64
                    branch %i ? ^go : ^rest
                ^go:
                    BODY
                ^rest:
                    switch %i { 1: ^take(%d), 2: ^shadow(%s), 3: ^caught(%o, %i), default: ^end }
                ^end:
                    jump ^take(%d)
                ^take(%p: f64):
                    return %p
                ^shadow(%q: linear double[]):
                    return %d
                ^caught(%e: Object, %k: i32):
                    return %d
                """
                .replace("BODY", exit ? body : body + "\n    jump ^rest");
    }

    // ---- what a listing cannot say --------------------------------------------------------------------------

    private static final Value X = new Value(0, Type.I32, "x", false);
    private static final Block.Label ENTRY = new Block.Label("entry");

    private static Block block(Block.Label label, List<Let> lets, Exit exit) {
        return new Block(label, label == ENTRY ? List.of(X) : List.of(), lets, exit, List.of(), Origin.NONE);
    }

    private static Let let(Value result, Op op) {
        return new Let(result, op, Origin.NONE);
    }

    private static List<Func> unspeakable() {
        Exit done = new Exit.Return(List.of(X));
        Value y = new Value(1, Type.I32, "y", false);
        Let one = let(y, Op.constant(1));
        Block.Label next = new Block.Label("next");
        Exit jump = new Exit.Jump(Block.Edge.to(next));
        return List.of(
                new Func("no blocks", Type.I32, List.of(), 1),
                new Func("twice", Type.I32, List.of(block(ENTRY, List.of(), done), block(ENTRY, List.of(), done)), 1),
                new Func("nowhere", Type.I32, List.of(block(ENTRY, List.of(), jump)), 1),
                new Func("defined twice", Type.I32, List.of(block(ENTRY, List.of(one, one), done)), 2),
                new Func("defined as parameter", Type.I32, List.of(block(ENTRY, List.of(let(X, one.op())), done)), 1),
                new Func("too high", Type.I32, List.of(block(ENTRY, List.of(one), done)), 1),
                new Func("one id", Type.I32,
                        List.of(block(ENTRY, List.of(let(new Value(0, Type.I32, "", false), one.op())), done)), 1),
                new Func("use before", Type.I32,
                        List.of(block(ENTRY, List.of(let(new Value(2, Type.I32, "", false), new Op.Neg(y)), one),
                                done)),
                        3),
                new Func("undefined", Type.I32, List.of(block(ENTRY, List.of(), new Exit.Return(List.of(y)))), 3));
    }

    @Test
    void whatAListingCannotSayIsNoticed() {
        List<String> laws = new ArrayList<>();
        for (Func f : unspeakable()) laws.add(assertThrows(Violation.class, () -> Verifier.verify(f), f.name()).law());
        assertEquals(
                List.of(
                        "there is an entry", "each label is one block", "edges lead to blocks",
                        "each value is defined once",
                        "each value is defined once", "ids are unique and below the bound",
                        "ids are unique and below the bound", "definitions dominate uses", "definitions dominate uses"),
                laws);
    }

    @Test
    void everyLawIsTested() {
        Set<String> broken = new HashSet<>(BROKEN.keySet());
        for (Func f : unspeakable()) broken.add(assertThrows(Violation.class, () -> Verifier.verify(f)).law());
        broken.add("nothing jumps to the entry"); // golden
        broken.add("each block is reached from an earlier one"); // golden
        broken.add("only loops go back"); // golden
        broken.add(violation("func f(%v: void) -> void\n    return").law());
        List<String> missing = new ArrayList<>(Verifier.LAWS.stream().map(l -> Subject.sentence(l.name())).toList());
        missing.removeAll(broken);
        assertEquals(List.of(), missing);
    }
}
