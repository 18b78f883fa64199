package org.cotangent.cli.demo;

import java.util.List;
import java.util.Locale;

/// Some digits as images, each with what the network takes it for; mistakes are marked.
record DigitGrid(DigitsNetwork network, double[][] weights, List<DigitsNetwork.Digit> digits) implements Picture {
    private static final int COLUMNS = 10;
    private static final double CELL = 46;
    private static final double PIXEL = 4;
    private static final double LINE = 56;

    @Override
    public String title() {
        return "What it reads";
    }

    @Override
    public String caption() {
        return "The first " + digits.size()
                + " held-out digits; below each, the answer. A mistake is marked, with the truth.";
    }

    @Override
    public String svg() {
        int rows = (digits.size() + COLUMNS - 1) / COLUMNS;
        StringBuilder svg = new StringBuilder();
        svg.append("<svg viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"%s\">"
                .formatted(COLUMNS * CELL, rows * LINE, title()));
        for (int i = 0; i < digits.size(); i++) {
            double x = i % COLUMNS * CELL + (CELL - 8 * PIXEL) / 2;
            int row = i / COLUMNS;
            draw(svg, digits.get(i), x, row * LINE + 2);
        }
        return svg.append("</svg>").toString();
    }

    private void draw(StringBuilder svg, DigitsNetwork.Digit digit, double x, double y) {
        for (int p = 0; p < DigitsNetwork.PIXELS; p++) {
            int row = p / 8;
            double ink = digit.image()[p];
            if (ink > 0) {
                svg.append(String.format(
                        Locale.ROOT,
                        "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" class=\"ink\" opacity=\"%.2f\"/>",
                        x + p % 8 * PIXEL,
                        y + row * PIXEL,
                        PIXEL,
                        PIXEL,
                        ink));
            }
        }
        int answer = network.predict(weights, digit);
        boolean right = answer == digit.label();
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" class=\"%s\">%s</text>",
                x + 4 * PIXEL,
                y + 8 * PIXEL + 13,
                right ? "answer" : "answer wrong",
                right ? answer + "" : answer + " ≠ " + digit.label()));
    }
}
