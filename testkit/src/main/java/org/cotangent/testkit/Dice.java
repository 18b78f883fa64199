package org.cotangent.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/// Random choices from a seed.
final class Dice {
    private final Random random;

    Dice(long seed) {
        random = new Random(seed);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    /// True once in `n` times.
    boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    double signed() {
        return random.nextDouble() * 2 - 1;
    }

    /// A literal between -1 and 1.
    String number() {
        double number = Math.round(signed() * 1e6) / 1e6;
        return number < 0 ? "(" + number + ")" : "" + number;
    }

    /// Things to choose from, some more often than others.
    static final class Choices<T> {
        private final List<Supplier<T>> all = new ArrayList<>();

        Choices<T> add(int weight, Supplier<T> choice) {
            for (int i = 0; i < weight; i++) all.add(choice);
            return this;
        }

        Choices<T> when(boolean condition, int weight, Supplier<T> choice) {
            return condition ? add(weight, choice) : this;
        }

        T of(Dice dice) {
            return all.get(dice.below(all.size())).get();
        }
    }
}
