package org.cotangent.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArgumentTest {
    @TempDir
    Path folder;

    private static Object as(String text, Class<?> type) throws Usage {
        return Argument.parse(text).as(type);
    }

    private static String mend(String text) {
        return assertThrows(Usage.class, () -> Argument.parse(text)).getMessage();
    }

    @Test
    void wordsBecomeWhatTheParameterHolds() throws Usage {
        assertEquals(3.0, as("3", double.class));
        assertEquals(-1.5e-3f, as("-1.5e-3", Float.class));
        assertEquals(3, as("3", int.class));
        assertEquals(3L, as("3", Long.class));
        assertEquals(true, as("true", boolean.class));
        assertEquals('x', as("x", char.class));
        assertEquals("3", as("3", String.class));
        assertEquals(TimeUnit.DAYS, as("DAYS", TimeUnit.class));
        assertEquals(Double.NEGATIVE_INFINITY, as("-Infinity", double.class));
    }

    @Test
    void whatDoesNotFitIsNothing() throws Usage {
        assertNull(as("3.5", int.class));
        assertNull(as("300", byte.class));
        assertNull(as("yes", boolean.class));
        assertNull(as("three", double.class));
        assertNull(as("3", double[].class));
        assertNull(as("[3]", double.class));
        assertNull(as("[[3]]", double[].class));
        assertNull(as("[3]", double[][].class));
        assertNull(as("3", Thread.class));
    }

    @Test
    void bracketsHoldArraysOfAnyRank() throws Usage {
        assertArrayEquals(new double[] {1, 2, 3}, (double[]) as("[1,2,3]", double[].class));
        assertArrayEquals(new double[] {1, 2, 3}, (double[]) as("[ 1 2,\t3 ]", double[].class));
        assertArrayEquals(new double[0], (double[]) as("[]", double[].class));
        assertArrayEquals(new int[] {1, 2}, (int[]) as("[1,2]", int[].class));
        assertArrayEquals(new String[] {"a", "b"}, (String[]) as("[a,b]", String[].class));
        assertArrayEquals(new double[][] {{1, 2}, {}, {3}}, (double[][]) as("[[1,2],[],[3]]", double[][].class));
    }

    @Test
    void bracketsThatDoNotMatchAreMended() {
        assertEquals("the array [1,2 lacks a closing bracket: write it as [1,2,3]", mend("[1,2"));
        assertEquals("the array [1]] has something behind its last bracket: write it as [1,2,3]", mend("[1]]"));
        assertEquals("the array [1,,2] has nothing where an element should be: write it as [1,2,3]", mend("[1,,2]"));
    }

    private String file(String text) throws IOException {
        return "@" + Files.writeString(Files.createTempFile(folder, "numbers", ".txt"), text);
    }

    @Test
    void filesHoldNumbersTablesAndArrays() throws IOException, Usage {
        assertArrayEquals(new double[] {1, 2, 3}, (double[]) as(file("1\n2\n3\n"), double[].class));
        assertArrayEquals(new double[] {1, 2, 3}, (double[]) as(file("1 2\n3"), double[].class));
        assertArrayEquals(new double[][] {{1, 2}, {3, 4}}, (double[][]) as(file("1;2\n\n3;4\n"), double[][].class));
        assertArrayEquals(new double[][] {{1}, {2}}, (double[][]) as(file("[[1],\n [2]]"), double[][].class));
        assertEquals(7.5, as(file("7.5\n"), double.class));
        assertNull(as(file("1 2"), double.class));
    }

    @Test
    void filesThatAreNotThereAreMended() {
        assertEquals(
                "cannot read /nowhere: @FILE takes a file of numbers, or of an array [1,2,3]", mend("@/nowhere"));
    }
}
