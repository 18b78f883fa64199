package org.cotangent.cli.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// From numbers to places along an axis, with round numbers to mark.
record Scale(boolean logarithmic, double low, double high, double start, double end) {
    private static final int TICKS = 6;

    /// The scale on which all of `columns` find room between the places `start` and `end`.
    static Scale of(Plot.Axis axis, List<double[]> columns, double start, double end) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double[] column : columns) {
            for (double each : column) {
                if (Double.isFinite(each) && (!axis.logarithmic() || each > 0)) {
                    low = Math.min(low, each);
                    high = Math.max(high, each);
                }
            }
        }
        if (low > high) {
            return new Scale(false, 0, 1, start, end);
        }
        if (axis.logarithmic()) {
            low = Math.floor(Math.log10(low) * 2 + 1e-9) / 2;
            high = Math.ceil(Math.log10(high) * 2 - 1e-9) / 2;
            return new Scale(true, low, high > low ? high : low + 1, start, end);
        }
        double step = step(low, high);
        low = Math.floor(low / step + 1e-9) * step;
        high = Math.ceil(high / step - 1e-9) * step;
        return new Scale(false, low, high > low ? high : low + 1, start, end);
    }

    double at(double value) {
        double v = logarithmic ? Math.log10(value) : value;
        return start + (end - start) * (v - low) / (high - low);
    }

    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        if (logarithmic) {
            int step = (int) Math.max(1, Math.ceil((high - low) / TICKS));
            for (int e = (int) Math.ceil(low / step) * step; e <= high; e += step) {
                ticks.add(Math.pow(10, e));
            }
        } else {
            double step = step(low, high);
            for (long i = Math.round(low / step); i * step <= high + 1e-9 * step; i++) {
                ticks.add(i * step);
            }
        }
        return ticks;
    }

    String label(double tick) {
        if (logarithmic) {
            return "10" + superscript((int) Math.round(Math.log10(tick)));
        }
        double step = step(low, high);
        int digits = step >= 1 ? 0 : (int) Math.ceil(-Math.log10(step) - 1e-9);
        return String.format(Locale.ROOT, "%." + digits + "f", tick == 0 ? 0.0 : tick).replace('-', '−');
    }

    /// One, two or five of a power of ten, so that there are some six of them.
    private static double step(double low, double high) {
        double span = high > low ? high - low : Math.max(1, Math.abs(low));
        double power = Math.pow(10, Math.floor(Math.log10(span / TICKS)));
        double left = span / TICKS / power;
        return power * (left <= 1 ? 1 : left <= 2 ? 2 : left <= 5 ? 5 : 10);
    }

    private static String superscript(int n) {
        StringBuilder text = new StringBuilder(n < 0 ? "⁻" : "");
        for (char digit : String.valueOf(Math.abs(n)).toCharArray()) {
            text.append("⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(digit - '0'));
        }
        return text.toString();
    }
}
