package org.cotangent.cli.demo;

import java.util.ArrayList;
import java.util.List;

/// What one part of the demo has to show: facts, some of them checks, and pictures.
final class Part {
    /// One line: what was measured, and whether it is as it should be.
    record Fact(String label, String value, Verdict verdict) {}

    /// Whether a fact is a check, and passed.
    enum Verdict {
        PLAIN,
        PASSED,
        FAILED
    }

    private final String title;
    private final String story;
    private final List<Fact> facts = new ArrayList<>();
    private final List<Picture> pictures = new ArrayList<>();

    Part(String title, String story) {
        this.title = title;
        this.story = story;
    }

    String title() {
        return title;
    }

    String story() {
        return story;
    }

    List<Fact> facts() {
        return List.copyOf(facts);
    }

    List<Picture> pictures() {
        return List.copyOf(pictures);
    }

    boolean passed() {
        return facts.stream().noneMatch(each -> each.verdict() == Verdict.FAILED);
    }

    void fact(String label, String value) {
        facts.add(new Fact(label, value, Verdict.PLAIN));
    }

    void check(String label, String value, boolean holds) {
        facts.add(new Fact(label, value, holds ? Verdict.PASSED : Verdict.FAILED));
    }

    /// A check of a relative difference.
    void near(String label, double difference, double allowed) {
        check(label, "relative difference %.1e, allowed %.0e".formatted(difference, allowed), difference <= allowed);
    }

    /// How long function and gradient take, and their ratio.
    void times(double function, double gradient) {
        fact("time of function", Timing.shown(function));
        fact("time of value and gradient", Timing.shown(gradient) + " = %.1f functions".formatted(gradient / function));
    }

    void picture(Picture picture) {
        pictures.add(picture);
    }
}
