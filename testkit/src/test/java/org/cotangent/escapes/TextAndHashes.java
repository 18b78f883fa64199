package org.cotangent.escapes;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;

/// Numbers made text, bytes, bits or hash codes: free to be compared, used as keys and printed, never numbers again.
final class TextAndHashes {
    private TextAndHashes() {}

    private record Pair(double a, double b) {}

    static double asKeys(double[] x) {
        Map<Pair, Double> table = new HashMap<>();
        Set<Double> seen = new HashSet<>();
        double y = 1;
        for (double each : x) {
            table.put(new Pair(each, 1), each * each);
            if (seen.add(each)) y += table.get(new Pair(each, 1)) * y;
        }
        return y;
    }

    static double ownTable(double[] x) {
        double[] slots = new double[8];
        for (double each : x) slots[Math.floorMod(Double.hashCode(each), 8)] += each * each;
        double y = 0;
        for (double each : slots) y += each;
        return y;
    }

    static double stepsOfText(double[] x) {
        String text = "" + x[0];
        return text.length() > 1 && text.startsWith("0") ? x[1] : x[0] * x[2];
    }

    @Refused
    static double hashOfANumber(double[] x) {
        return x[0] + Double.hashCode(x[1]) * 1e-9;
    }

    @Refused
    static double hashOfARecord(double[] x) {
        int h = new Pair(x[0], x[1]).hashCode();
        return x[0] * ((h ^ h >>> 16) & 7);
    }

    @Refused
    static double hashOfAList(double[] x) {
        return x[0] + Math.abs(List.of(x[1]).hashCode()) % 10;
    }

    @Refused
    static double hashOfObjects(double[] x) {
        return x[0] + Objects.hash(x[1], x[2]) / 3.0;
    }

    @Refused
    static double hashOfAnArray(double[] x) {
        return x[0] + Arrays.hashCode(x) * 1e-9;
    }

    @Refused
    static double lengthOfText(double[] x) {
        return x[0] + ("" + x[1] * x[2]).length() * 0.1;
    }

    @Refused
    static double digitsByIndex(double[] x) {
        double y = 0;
        for (String c : ("" + x[0]).split("")) y = y * 10 + "0123456789".indexOf(c);
        return y;
    }

    @Refused
    static double digitsRead(double[] x) throws IOException {
        StringReader in = new StringReader("" + x[0]);
        double y = 0;
        for (int c = in.read(); c >= 0; c = in.read()) y = y * 10 + (c - '0');
        return y;
    }

    @Refused
    static double parsed(double[] x) {
        return Double.parseDouble(new StringBuilder().append(x[0]).toString());
    }

    @Refused
    static double property(double[] x) {
        Properties p = new Properties();
        p.setProperty("x", Double.toString(x[0]));
        return Double.parseDouble(p.getProperty("x"));
    }

    @Refused
    static double file(double[] x) throws IOException {
        Path p = Files.createTempFile("number", "txt");
        try {
            Files.writeString(p, "" + x[0]);
            return Double.parseDouble(Files.readString(p));
        } finally {
            Files.delete(p);
        }
    }

    @Refused
    static double message(double[] x) {
        try {
            throw new IllegalStateException("" + x[0]);
        } catch (IllegalStateException e) {
            return new BigDecimal(e.getMessage()).doubleValue();
        }
    }

    @Refused
    static double bigDecimal(double[] x) {
        return BigDecimal.valueOf(x[0]).doubleValue();
    }

    @Refused
    static double buffer(double[] x) {
        return ByteBuffer.allocate(8).putDouble(x[0]).flip().getDouble();
    }

    @Refused
    static double stream(double[] x) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new DataOutputStream(bytes).writeDouble(x[0]);
        return new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())).readDouble();
    }

    @Refused
    static double bitsInABox(double[] x) {
        Map<String, Long> bits = new HashMap<>();
        bits.put("x", Double.doubleToRawLongBits(x[0]));
        return Double.longBitsToDouble(bits.get("x"));
    }
}
