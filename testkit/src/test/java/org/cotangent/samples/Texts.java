package org.cotangent.samples;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Numbers written out as text, which is printed, compared, thrown, used as a key, and never made a number again.
final class Texts {
    private static final Logger LOG = Logger.getLogger(Texts.class.getName());

    private Texts() {}

    record Point(double x, double y) {}

    static double logged(double[] x) {
        StringBuilder log = new StringBuilder();
        double y = 1;
        for (double each : x) {
            y *= each;
            log.append("y = ").append(y).append(" at ").append(new Point(each, y)).append('\n');
        }
        log.append(Arrays.toString(x)).append(List.of(x[0], x[1])).append(Map.of("k", x[2]));
        String text = String.format(Locale.ROOT, "%.3f %s", y, x[0]) + String.valueOf(x[1]) + Double.toString(y) + x[2];
        Logger.getLogger("cotangent").log(Level.FINEST, () -> "y " + text);
        LOG.finest("y = " + y);
        LOG.log(Level.FINER, "value {0}", y);
        return y * y + (log.length() > 10_000 ? 1 : 0) + (text.isEmpty() ? 1 : 0);
    }

    static double thrown(double[] x) {
        double y = 0;
        for (double each : x) {
            try {
                y += checked(each);
            } catch (IllegalArgumentException e) {
                y += each * each * (e.getMessage().contains("positive") ? 1 : 2);
            }
        }
        return y;
    }

    private static double checked(double v) {
        if (v < 0.6) {
            throw new IllegalArgumentException("not positive enough: " + v + " of " + new Point(v, v));
        }
        return Objects.requireNonNull(v, () -> "null " + v) * 2;
    }

    static double asKey(double[] x) {
        Map<String, Double> memo = new HashMap<>();
        double y = 0;
        for (int i = 0; i < 6; i++) {
            double at = x[i % 3] * 2;
            String key = "f(" + at + ")";
            Double known = memo.get(key);
            if (known == null) {
                known = Math.exp(at);
                memo.put(key, known);
            }
            y += known * (i + 1);
        }
        return y + memo.size();
    }

    static double joined(double[] x) {
        StringJoiner joiner = new StringJoiner(", ");
        List<String> parts = new ArrayList<>();
        for (double each : x) {
            joiner.add("" + each);
            parts.add(Double.toString(each * each));
        }
        String all = String.join(";", parts) + joiner;
        double y = x[0] * x[1] * x[2];
        return all.equals("") ? 0 : y * y + all.split(";").length;
    }

    /// Text that is no number of ours is read before and after.
    static double parsed(double[] x) {
        double a = Double.parseDouble("2.5");
        int n = Integer.parseInt("3");
        String name = "y" + x[0];
        char first = "abc".charAt(1);
        return a * x[0] * n + (name.startsWith("y") ? x[1] : 0) + (first == 'b' ? x[2] : 0);
    }

    static List<Sample> all() {
        double[] x = {0.5, 1.2, 0.7};
        return List.of(
                Sample.of("logged", Texts::logged, x),
                Sample.of("messages thrown", Texts::thrown, x),
                Sample.of("text as a key", Texts::asKey, x),
                Sample.of("text joined", Texts::joined, x),
                Sample.of("constants parsed", Texts::parsed, x));
    }
}
