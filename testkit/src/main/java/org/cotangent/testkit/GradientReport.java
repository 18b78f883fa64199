package org.cotangent.testkit;

import java.util.List;

/// What a [GradientCheck] found at one point: the value, the gradient, and every law that does not hold.
public record GradientReport(double value, double[] gradient, int comparisons, List<Disagreement> disagreements) {

    public GradientReport {
        disagreements = List.copyOf(disagreements);
    }

    /// One law that does not hold for one input: a coordinate, a direction, or all of the argument.
    ///
    /// @param line the line of the program at which the derivative goes wrong, or why it is not known; looked for where the
    ///     law is the first broken one of its kind and speaks of one direction, else empty
    public record Disagreement(String law, String input, String found, String expected, String line) {
        Disagreement(String law, String input, String found, String expected) {
            this(law, input, found, expected, "");
        }

        Disagreement at(String where) {
            return new Disagreement(law, input, found, expected, where);
        }

        @Override
        public String toString() {
            String where = line.isEmpty() ? "" : "\n    " + line;
            return "%s   %s   %s, should be %s".formatted(law, input, found, expected) + where;
        }
    }

    /// Whether all laws hold.
    public boolean passed() {
        return disagreements.isEmpty();
    }

    /// Throws an [AssertionError] that tells all, unless all laws hold.
    public void orThrow() {
        if (!passed()) {
            throw new AssertionError(toString());
        }
    }

    /// One line if all laws hold, else one more for each that does not.
    @Override
    public String toString() {
        if (passed()) {
            return "all laws hold in " + comparisons + " comparisons";
        }
        StringBuilder text = new StringBuilder();
        text.append(disagreements.size()).append(" of ").append(comparisons).append(" comparisons disagree");
        for (Disagreement each : disagreements) {
            text.append("\n  ").append(each);
        }
        return text.toString();
    }
}
