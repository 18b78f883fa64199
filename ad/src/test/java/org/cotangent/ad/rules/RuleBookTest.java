package org.cotangent.ad.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.stream.Collectors;
import org.cotangent.bytecode.ClassFileBodies;
import org.cotangent.ir.Callee;
import org.cotangent.ir.Func;
import org.cotangent.ir.interpret.Interpreter;
import org.cotangent.ir.interpret.LookupCalls;
import org.cotangent.ir.verify.Verifier;
import org.cotangent.rule.Inactive;
import org.cotangent.rule.Result;
import org.cotangent.rule.RulesFor;
import org.cotangent.rule.Sink;
import org.cotangent.runtime.BadRule;
import org.junit.jupiter.api.Test;

/// Tables that are handed over.
final class RuleBookTest {

    @Test
    void badTablesAreRefusedWithLineAndReason() {
        String all = BadTables.ALL.stream()
                .map(c -> assertThrows(BadRule.class, () -> book(c), c.getSimpleName()))
                .map(BadRule::getMessage)
                .collect(Collectors.joining("\n\n", "", "\n"));
        Golden.check("bad-tables.txt", all);
    }

    // ---- what is accepted -----------------------------------------------------------------------------------

    @RulesFor(BadTables.Numbers.class)
    static final class Branches {
        static double dHalf(double x, @Result double y, double dx) {
            if (y == 0) return 0;
            double t = dx / (2 * y);
            return x < 0 ? -t : twice(t) - t;
        }

        private static double twice(double t) {
            return t + t;
        }
    }

    @Test
    void conditionalsChooseCoefficients() {
        Func body = differential(Branches.class, "half", "(D)D").body();
        Verifier.verify(body);
        assertEquals(1, body.blocks().size());
        assertEquals(0.0, run(body, 0.0, 0.0, 7.0)); // not 7 / 0 * 0
        assertEquals(-1.75, run(body, -1.0, 2.0, 7.0));
        assertEquals(1.75, run(body, 1.0, 2.0, 7.0));
        Golden.check("conditionals.ir", org.cotangent.ir.text.Listing.normalised(body));
    }

    @RulesFor(BadTables.Numbers.class)
    static final class Converts {
        static double dPick(float x, float dx) {
            return x > 0 ? 3 * dx : (double) (x * dx);
        }
    }

    @Test
    void tangentsAreConvertedWithTheirCoefficients() {
        Func body = differential(Converts.class, "pick", "(F)D").body();
        Verifier.verify(body);
        assertEquals(6.0, run(body, 1f, 2f));
        assertEquals(-1.0, run(body, -0.5f, 2f));
    }

    @RulesFor(BadTables.Numbers.class)
    static final class OneTangent {
        static double dMix(double x, double y, int n, double dy) {
            return n * dy;
        }
    }

    @Test
    void namesTellWhichTangentIsThere() {
        Rule.Differential mix = differential(OneTangent.class, "mix", "(DDI)D");
        assertEquals(List.of(1), mix.tangentOf());
        assertEquals(6.0, run(mix.body(), 1.0, 1.0, 3, 2.0));
    }

    @RulesFor(BadTables.Numbers.class)
    static final class OfAnObject {
        static double dScaled(BadTables.Numbers numbers, double x, double dx) {
            return 3 * dx;
        }
    }

    @Test
    void theReceiverIsTheFirstParameter() {
        Rule.Differential scaled = differential(OfAnObject.class, "scaled", "(D)D");
        assertEquals(List.of(1), scaled.tangentOf());
        assertEquals(6.0, run(scaled.body(), new BadTables.Numbers[1], 1.0, 2.0));
    }

    @RulesFor(BadTables.Numbers.class)
    static final class ByHand {
        static void barHalf(double x, @Result double y, double yBar, Sink<Double> xBar) {
            xBar.add(yBar / 2);
        }
    }

    @Test
    void aPullbackIsKept() {
        Rule.Pullback half = book(ByHand.class).pullback(callee("half", "(D)D")).orElseThrow();
        assertTrue(half.usesResult());
        assertEquals(List.of(0), half.sinkOf());
        assertEquals("barHalf", half.method().name());
    }

    @RulesFor(Math.class)
    @Inactive("sin")
    static final class Otherwise {}

    @Test
    void aTableReplacesOurRules() {
        Callee sin = Callee.of(ClassDesc.of("java.lang.Math"), "sin", MethodTypeDesc.ofDescriptor("(D)D"));
        assertEquals("Otherwise @Inactive", book(Otherwise.class).find(sin).orElseThrow().name());
        assertEquals("MathRules.dSin", book().find(sin).orElseThrow().name());
    }

    @Test
    void twoTablesMayNotSpeakOfOneMethod() {
        BadRule e = assertThrows(BadRule.class, () -> book(Otherwise.class, Sines.class));
        assertEquals("Math.sin has rules in two tables", e.what());
    }

    @RulesFor(Math.class)
    static final class Sines {
        static double dSin(double x, double dx) {
            return Math.cos(x) * dx;
        }
    }

    @Test
    void nothingIsKnownOfOtherMethods() {
        assertTrue(book().find(callee("half", "(D)D")).isEmpty());
    }

    // ---- how ------------------------------------------------------------------------------------------------

    private static RuleBook book(Class<?>... tables) {
        return new RuleBook(List.of(tables), new ClassFileBodies(RuleBookTest.class.getClassLoader()));
    }

    private static Rule.Differential differential(Class<?> table, String name, String type) {
        return (Rule.Differential) book(table).find(callee(name, type)).orElseThrow();
    }

    private static Callee callee(String name, String type) {
        ClassDesc numbers = ClassDesc.ofDescriptor(BadTables.Numbers.class.descriptorString());
        return Callee.of(numbers, name, MethodTypeDesc.ofDescriptor(type));
    }

    private static double run(Func body, Object... arguments) {
        return (Double) new Interpreter(new LookupCalls(MethodHandles.lookup())).run(body, arguments);
    }
}
