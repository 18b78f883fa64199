package org.cotangent.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallTest {
    static double one(double x) {
        return x;
    }

    static double one(double x, double y) {
        return x + y;
    }

    static double kinds(double x) {
        return x;
    }

    static float kinds(float x) {
        return x;
    }

    static double kinds(double[] x) {
        return x.length;
    }

    static double kinds(double[][] x) {
        return x.length;
    }

    static double mixed(int n, double x) {
        return n * x;
    }

    static double mixed(double x, int n) {
        return n * x;
    }

    static double tail(String name, double... x) {
        return x.length;
    }

    static double object(Thread t, double x) {
        return x;
    }

    private static Call call(String name, String... words) throws Usage {
        List<Method> methods = Arrays.stream(CallTest.class.getDeclaredMethods())
                .filter(m -> m.getName().equals(name))
                .toList();
        List<Argument> all = new ArrayList<>();
        for (String word : words) all.add(Argument.parse(word));
        return Call.of(methods, all);
    }

    private static String chosen(String name, String... words) throws Usage {
        return Lookups.signature(call(name, words).method());
    }

    private static String mend(String name, String... words) {
        return assertThrows(Usage.class, () -> call(name, words)).getMessage();
    }

    @Test
    void theNumberOfArgumentsDecides() throws Usage {
        assertEquals("one(double)", chosen("one", "1"));
        assertEquals("one(double,double)", chosen("one", "1", "2"));
    }

    @Test
    void theShapeOfArgumentsDecides() throws Usage {
        assertEquals("kinds(double)", chosen("kinds", "1"));
        assertEquals("kinds(double[])", chosen("kinds", "[1,2]"));
        assertEquals("kinds(double[][])", chosen("kinds", "[[1],[2]]"));
        assertEquals("mixed(double,int)", chosen("mixed", "1.5", "2"));
        assertEquals("mixed(int,double)", chosen("mixed", "1", "2.5"));
    }

    @Test
    void whatIsLeftOpenIsAsked() {
        String mend = mend("mixed", "1", "2");
        assertEquals(
                List.of(true, true, true),
                List.of(
                        mend.startsWith(
                                "several methods fit: name one, in quotes, as 'org.cotangent.cli.CallTest::mixed("),
                        mend.contains("mixed(int,double)"),
                        mend.contains("mixed(double,int)")));
    }

    @Test
    void lastArgumentsAreGathered() throws Usage {
        Call gathered = call("tail", "name", "1", "2");
        assertArrayEquals(new double[] {1, 2}, (double[]) gathered.arguments()[1]);
        assertArrayEquals(new double[] {3}, (double[]) call("tail", "name", "[3]").arguments()[1]);
        assertArrayEquals(new double[0], (double[]) call("tail", "name").arguments()[1]);
    }

    @Test
    void whatDoesNotFitIsMended() {
        assertEquals("tail(java.lang.String,double[]) does not take 0 arguments", mend("tail"));
        assertEquals("argument 2 is no double[]: write it as [1,2,3]", mend("tail", "name", "[x]"));
        assertEquals(
                "argument 1 is no java.lang.Thread, and no such object can be typed: "
                        + "wrap the method in one of numbers and arrays",
                mend("object", "t", "1"));
    }
}
