package org.cotangent.cli.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/// Lines over two axes, each linear or logarithmic.
record Plot(String title, String caption, Axis x, Axis y, List<Series> series) implements Picture {
    private static final double WIDTH = 460;
    private static final double HEIGHT = 290;
    private static final double LEFT = 56;
    private static final double RIGHT = 12;
    private static final double TOP = 12;
    private static final double BOTTOM = 40;
    private static final double LEGEND = 20;

    /// What is drawn along a side.
    record Axis(String label, boolean logarithmic) {}

    /// One line.
    record Series(String name, double[] x, double[] y) {}

    /// A function and its derivatives over an interval, one plot above the other.
    static Picture functionAndDerivatives(
            String title,
            String caption,
            double from,
            double to,
            List<String> names,
            List<? extends DoubleUnaryOperator> functions) {
        int points = 241;
        double[] xs = new double[points];
        for (int i = 0; i < points; i++) {
            xs[i] = from + (to - from) * i / (points - 1);
        }
        List<Plot> plots = new ArrayList<>();
        for (int f = 0; f < functions.size(); f++) {
            double[] ys = new double[points];
            for (int i = 0; i < points; i++) {
                ys[i] = functions.get(f).applyAsDouble(xs[i]);
            }
            Series line = new Series(names.get(f), xs, ys);
            plots.add(new Plot(names.get(f), "", new Axis("", false), new Axis(names.get(f), false), List.of(line)));
        }
        return new Stack(title, caption, plots);
    }

    @Override
    public String svg() {
        StringBuilder svg = new StringBuilder(opening(title, HEIGHT));
        draw(svg, 0, HEIGHT, 0);
        return svg.append("</svg>").toString();
    }

    private static String opening(String title, double height) {
        return "<svg viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"%s\">"
                .formatted(WIDTH, height, Report.escaped(title));
    }

    /// Plots one above the other.
    private record Stack(String title, String caption, List<Plot> plots) implements Picture {
        private static final double EACH = 170;

        @Override
        public String svg() {
            StringBuilder svg = new StringBuilder(opening(title, EACH * plots.size()));
            for (int i = 0; i < plots.size(); i++) {
                plots.get(i).draw(svg, EACH * i, EACH, i);
            }
            return svg.append("</svg>").toString();
        }
    }

    private void draw(StringBuilder svg, double top, double height, int firstColour) {
        double legend = series.size() > 1 ? LEGEND : 0;
        Scale across = Scale.of(x, series.stream().map(Series::x).toList(), LEFT, WIDTH - RIGHT);
        double above = top + TOP + legend;
        double below = top + height - (x.label.isEmpty() ? 24 : BOTTOM);
        Scale up = Scale.of(y, series.stream().map(Series::y).toList(), below, above);
        for (double tick : across.ticks()) {
            double at = across.at(tick);
            line(svg, at, above, at, below);
            text(svg, at, below + 15, "middle", across.label(tick));
        }
        for (double tick : up.ticks()) {
            double at = up.at(tick);
            line(svg, LEFT, at, WIDTH - RIGHT, at);
            text(svg, LEFT - 6, at + 4, "end", up.label(tick));
        }
        if (!x.label.isEmpty()) {
            text(svg, (LEFT + WIDTH - RIGHT) / 2, below + 33, "middle", x.label);
        }
        svg.append(String.format(
                Locale.ROOT,
                "<text class=\"axis\" text-anchor=\"middle\" transform=\"translate(13 %.1f) rotate(-90)\">%s</text>",
                (above + below) / 2,
                Report.escaped(y.label)));
        double key = LEFT;
        for (int i = 0; i < series.size(); i++) {
            path(svg, series.get(i), across, up, "c" + (firstColour + i) % 4);
            if (legend > 0) {
                key = key(svg, key, top + TOP, series.get(i).name, "c" + i % 4);
            }
        }
    }

    private static void path(StringBuilder svg, Series series, Scale across, Scale up, String colour) {
        svg.append("<path class=\"line ").append(colour).append("\" d=\"");
        String command = "M";
        for (int i = 0; i < series.x.length; i++) {
            double px = across.at(series.x[i]);
            double py = up.at(series.y[i]);
            if (Double.isFinite(px) && Double.isFinite(py)) {
                svg.append(String.format(Locale.ROOT, "%s%.1f %.1f", command, px, py));
                command = "L";
            } else {
                command = "M";
            }
        }
        svg.append("\"/>");
    }

    private static double key(StringBuilder svg, double x, double y, String name, String colour) {
        svg.append(String.format(
                Locale.ROOT, "<path class=\"line %s\" d=\"M%.1f %.1fh18\"/>", colour, x, y + 4));
        text(svg, x + 24, y + 8, "start", name);
        return x + 46 + 6.4 * name.length();
    }

    private static void line(StringBuilder svg, double x1, double y1, double x2, double y2) {
        svg.append(String.format(Locale.ROOT, "<path class=\"grid\" d=\"M%.1f %.1fL%.1f %.1f\"/>", x1, y1, x2, y2));
    }

    private static void text(StringBuilder svg, double x, double y, String anchor, String text) {
        svg.append(String.format(
                Locale.ROOT,
                "<text class=\"axis\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
                x,
                y,
                anchor,
                Report.escaped(text)));
    }
}
