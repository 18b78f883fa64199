package org.cotangent.testkit;

import java.util.Set;
import org.cotangent.testkit.Dice.Choices;
import org.cotangent.testkit.ProgramGenerator.Feature;

/// Random expressions over the variables that every method of a random program declares.
final class Expressions {
    private final Dice dice;
    private final Set<Feature> features;

    Expressions(Dice dice, Set<Feature> features) {
        this.dice = dice;
        this.features = features;
    }

    private boolean has(Feature feature) {
        return features.contains(feature);
    }

    /// An expression of moderate size and slope, whatever its parts are.
    String bounded() {
        return switch (dice.below(7)) {
            case 0  -> "Math.sin(0.5 * " + sum(2) + ")";
            case 1  -> "Math.tanh(" + sum(1) + ")";
            case 2  -> "0.625 * " + atom() + " + 0.375 * " + atom();
            case 3  -> atom() + " / (1.0 + " + square(atom()) + ")";
            case 4  -> "Math.exp(-" + square(atom()) + ") * " + dice.number();
            case 5  -> "(" + condition() + " ? " + atom() + " : " + dice.number() + ")";
            default -> "Math.cos(" + sum(1) + ") - " + dice.number();
        };
    }

    /// As [#bounded()], over these names.
    String boundedOf(String... names) {
        String x = dice.pick(names);
        String y = dice.pick(names);
        return switch (dice.below(5)) {
            case 0  -> "Math.sin(" + x + " - " + y + ")";
            case 1  -> "Math.tanh(" + x + " * " + y + " + " + dice.number() + ")";
            case 2  -> "0.5 * " + x + " - 0.375 * " + y;
            case 3  -> "(" + x + " > " + dice.number() + " ? " + x + " * 0.5 : " + y + ")";
            default -> x + " / (1 + " + square(y) + ")";
        };
    }

    private static String square(String atom) {
        return atom + " * " + atom;
    }

    String sum(int depth) {
        if (depth == 0 || dice.oneIn(4)) return atom();
        String left = sum(depth - 1);
        String right = sum(depth - 1);
        return switch (dice.below(5)) {
            case 0  -> "(" + left + " + " + right + ")";
            case 1  -> "(" + left + " - " + right + ")";
            case 2  -> "Math.sqrt(1 + " + square("(" + left + ")") + ")";
            case 3  -> "Math.max(" + left + ", " + right + ")";
            default -> left + " * " + right;
        };
    }

    String condition() {
        String active = atom() + dice.pick(" > ", " < ", " >= ") + dice.pick(dice.number(), atom());
        return new Choices<String>()
                .add(3, () -> active)
                .add(1, () -> "n % 2 == " + dice.below(2))
                .add(1, () -> dice.pick("i", "j", "k") + " != " + dice.below(3))
                .add(1, () -> "(" + active + dice.pick(" && ", " || ") + atom() + " < " + dice.number() + ")")
                .when(has(Feature.CLASSES), 1, () -> part() + " instanceof " + dice.pick("Left", "Right", "Base"))
                .of(dice);
    }

    /// A number: a literal, a variable, something in memory, what a small method returns.
    String atom() {
        return new Choices<String>()
                .add(1, dice::number)
                .add(5, this::scalar)
                .when(has(Feature.ARRAYS), 3, this::element)
                .when(has(Feature.OBJECTS), 2, () -> dice.pick(
                        "p.value", "q.value", "p.next.value", "q.next.next.value", "p.row[" + index() + "]"))
                .when(has(Feature.STATICS), 1, () -> dice.pick("level", "Table.VALUES[" + index() + "]"))
                .when(has(Feature.ROWS), 2, () -> "rows[" + index() + "][" + index() + "]")
                .when(has(Feature.CLASSES), 2, () -> part() + ".weigh(" + scalar() + ")")
                .when(has(Feature.CLASSES), 1, () -> dice.pick("base.size", "base.start", "base.partner.size"))
                .when(has(Feature.RECORDS), 2,
                        () -> dice.pick("r", "s") + dice.pick(".first()", ".second()", ".size()"))
                .when(has(Feature.RECORDS), 1, () -> "area(shape)")
                .when(has(Feature.RECORDS), 1, () -> "knot" + dice.pick(".value()", ".pair().first()", ".last()"))
                .when(has(Feature.BOXES), 2, () -> dice.pick("box", "list.get(at(n))", "list.get(0)", "unbox(any)"))
                .when(has(Feature.LAMBDAS), 1,
                        () -> dice.pick("g", "all[" + index() + "]") + ".at(" + scalar() + ")")
                .when(has(Feature.FLOATS), 2, () -> "f0")
                .when(has(Feature.INTEGERS), 1, () -> "((int) (m >>> 61) * 0.125)")
                .of(dice);
    }

    String scalar() {
        return dice.pick("a", "b", "c");
    }

    String array() {
        return dice.pick("u", "v", "w");
    }

    String part() {
        return dice.pick("part", "base", "other");
    }

    String element() {
        return array() + "[" + index() + "]";
    }

    String index() {
        return dice.pick("0", "1", "2", "at(n)", "at(i + 1)", "at(n + j)");
    }
}
