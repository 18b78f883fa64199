package org.cotangent.ad.rules;

import java.util.List;
import org.cotangent.rule.Flat;
import org.cotangent.rule.Inactive;
import org.cotangent.rule.Result;
import org.cotangent.rule.RulesFor;
import org.cotangent.rule.Sink;

/// Tables that are refused, each for one reason; golden/rules/bad-tables.txt says with which words.
final class BadTables {
    private BadTables() {}

    /// What the rules are for.
    public static final class Numbers {
        private Numbers() {}

        public static double half(double x) {
            return x / 2;
        }

        public static double mix(double x, double y, int n) {
            return x + n * y;
        }

        public static double mix(float x, double y, int n) {
            return x + n * y;
        }

        public static int count(double x) {
            return (int) x;
        }

        public static double pick(float x) {
            return x;
        }

        public static double pick(double x) {
            return x;
        }

        public double scaled(double x) {
            return 3 * x;
        }
    }

    // ---- signatures -----------------------------------------------------------------------------------------

    static final class NoTable {
        static double dHalf(double x, double dx) {
            return dx / 2;
        }
    }

    @RulesFor(Numbers.class)
    static final class ForNothing {
        static double dThird(double x, double dx) {
            return dx / 3;
        }
    }

    @RulesFor(Numbers.class)
    static final class FitsNothing {
        static double dMix(int n, double x, double y, double dx, double dy) {
            return dx + n * dy;
        }
    }

    @RulesFor(Numbers.class)
    static final class ResultInTheWrongPlace {
        static double dHalf(@Result double y, double x, double dx) {
            return dx / 2;
        }
    }

    @RulesFor(Numbers.class)
    static final class TangentOfTheWrongType {
        static double dHalf(double x, float dx) {
            return dx / 2;
        }
    }

    @RulesFor(Numbers.class)
    static final class ReturnsTheWrongType {
        static float dHalf(double x, double dx) {
            return (float) dx / 2;
        }
    }

    @RulesFor(Numbers.class)
    static final class WithoutTangent {
        static double dCount(double x, double dx) {
            return dx;
        }
    }

    @RulesFor(Numbers.class)
    static final class NotStatic {
        double dHalf(double x, double dx) {
            return dx / 2;
        }
    }

    @RulesFor(Numbers.class)
    static final class Transposed {
        static double tHalf(double x, double t) {
            return t / 2;
        }
    }

    @RulesFor(Numbers.class)
    @Flat("haalf")
    static final class FlatNothing {}

    @RulesFor(Numbers.class)
    @Flat("count")
    @Inactive("count")
    static final class FlatAndInactive {}

    @RulesFor(Numbers.class)
    @Flat("half")
    static final class FlatAndRule {
        static double dHalf(double x, double dx) {
            return dx / 2;
        }
    }

    @RulesFor(Numbers.class)
    static final class PullbackThatReturns {
        static double barHalf(double x, double yBar, Sink<Double> xBar) {
            xBar.add(yBar / 2);
            return 0;
        }
    }

    // ---- bodies ---------------------------------------------------------------------------------------------

    @RulesFor(Numbers.class)
    static final class MultipliesTangents {
        static double dMix(double x, double y, int n, double dx, double dy) {
            double sum = dx + n * dy;
            return sum * dx;
        }
    }

    @RulesFor(Numbers.class)
    static final class DividesByTangent {
        static double dHalf(double x, double dx) {
            return x / dx;
        }
    }

    @RulesFor(Numbers.class)
    static final class AddsPrimal {
        static double dHalf(double x, double dx) {
            return dx + x;
        }
    }

    @RulesFor(Numbers.class)
    static final class ParametersSwapped {
        static double dHalf(double dx, double x) {
            return Math.cos(x) * dx;
        }
    }

    @RulesFor(Numbers.class)
    static final class ReturnsPrimal {
        static double dHalf(double x, double dx) {
            return 0.5;
        }
    }

    @RulesFor(Numbers.class)
    static final class AsksAboutTangent {
        static double dHalf(double x, double dx) {
            return dx > 0 ? dx / 2 : 0;
        }
    }

    @RulesFor(Numbers.class)
    static final class OneSideNotLinear {
        static double dHalf(double x, double dx) {
            return x > 0 ? dx / 2 : x;
        }
    }

    @RulesFor(Numbers.class)
    static final class HandsTangentToMethod {
        static double dHalf(double x, double dx) {
            return Math.abs(dx);
        }
    }

    @RulesFor(Numbers.class)
    static final class NotLinearInHelper {
        static double dHalf(double x, double dx) {
            return square(dx);
        }

        private static double square(double t) {
            return t * t;
        }
    }

    @RulesFor(Numbers.class)
    static final class Rounds {
        static double dHalf(double x, double dx) {
            return (int) dx;
        }
    }

    @RulesFor(Numbers.class)
    static final class Loops {
        static double dHalf(double x, double dx) {
            double t = 0;
            for (int i = 0; i < 3; i++) t += x;
            return t * dx;
        }
    }

    @RulesFor(Numbers.class)
    static final class Throws {
        static double dHalf(double x, double dx) {
            if (x < 0) throw new IllegalArgumentException();
            return dx / 2;
        }
    }

    @RulesFor(Numbers.class)
    static final class CallsWhatIsNotPublic {
        static double dHalf(double x, double dx) {
            return Hidden.coefficient() * dx;
        }
    }

    static final class Hidden {
        static double coefficient() {
            return 0.5;
        }
    }

    @RulesFor(Numbers.class)
    static final class ChoosesWhetherToCall {
        static double dHalf(double x, double dx) {
            return (x > 0 ? Double.parseDouble("0.5") : 0.5) * dx;
        }
    }

    @RulesFor(Numbers.class)
    static final class ReadsMemory {
        private static final double[] HALF = {0.5};

        static double dHalf(double x, double dx) {
            return HALF[0] * dx;
        }
    }

    @RulesFor(Numbers.class)
    static final class Recursive {
        static double dHalf(double x, double dx) {
            return turn(x) * dx;
        }

        private static double turn(double x) {
            return x > 0 ? turn(-x) : 0.5;
        }
    }

    static final List<Class<?>> ALL = List.of(
            NoTable.class,
            ForNothing.class,
            FitsNothing.class,
            ResultInTheWrongPlace.class,
            TangentOfTheWrongType.class,
            ReturnsTheWrongType.class,
            WithoutTangent.class,
            NotStatic.class,
            Transposed.class,
            FlatNothing.class,
            FlatAndInactive.class,
            FlatAndRule.class,
            PullbackThatReturns.class,
            MultipliesTangents.class,
            DividesByTangent.class,
            AddsPrimal.class,
            ParametersSwapped.class,
            ReturnsPrimal.class,
            AsksAboutTangent.class,
            OneSideNotLinear.class,
            HandsTangentToMethod.class,
            NotLinearInHelper.class,
            Rounds.class,
            Loops.class,
            Throws.class,
            CallsWhatIsNotPublic.class,
            ChoosesWhetherToCall.class,
            ReadsMemory.class,
            Recursive.class);
}
