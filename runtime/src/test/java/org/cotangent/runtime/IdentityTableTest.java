package org.cotangent.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The table gives what an `IdentityHashMap` gives, in whatever order it is asked.
class IdentityTableTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 9, 40, 300, 5000})
    void isAMap(int size) {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(31L * size + seed);
            IdentityTable table = new IdentityTable();
            for (int use = 0; use < 3; use++) {
                agrees(table, random, size);
                table.clear();
                assertTrue(table.isEmpty());
            }
        }
    }

    private static void agrees(IdentityTable table, Random random, int size) {
        Map<Object, Object> map = new IdentityHashMap<>();
        List<Object> keys = new ArrayList<>();
        int kinds = 1 + random.nextInt(12);
        while (keys.size() < size) {
            Object key = key(random, kinds);
            Object value = new double[1];
            table.put(key, value);
            map.put(key, value);
            keys.add(key);
            if (random.nextInt(10) == 0)
                assertNull(table.get(key(random, kinds), random.nextInt(IdentityTable.CURSORS)));
            if (random.nextInt(4) == 0) asks(table, map, keys, random);
        }
        for (int k = 0; k < 10; k++) asks(table, map, keys, random);
        for (int site = 0; site < IdentityTable.CURSORS; site++) assertNull(table.get(null, site));
        assertEquals(size, table.values().length);
    }

    /// A walk up, down, or anyhow.
    private static void asks(IdentityTable table, Map<Object, Object> map, List<Object> keys, Random random) {
        int site = random.nextInt(IdentityTable.CURSORS);
        int step = random.nextInt(7) - 3;
        int at = random.nextInt(keys.size());
        for (int n = 0; n < 50; n++) {
            Object key = keys.get(at);
            assertSame(map.get(key), table.get(key, site));
            at = step == 0 ? random.nextInt(keys.size()) : Math.floorMod(at + step, keys.size());
        }
    }

    private static Object key(Random random, int kinds) {
        return switch (random.nextInt(kinds)) {
            case 0  -> new Object();
            case 1  -> Double.valueOf(random.nextInt(3));
            case 2  -> new double[1];
            case 3  -> Float.valueOf(1);
            case 4  -> new float[1];
            case 5  -> new StringBuilder();
            case 6  -> new ArrayList<>();
            case 7  -> new Object[1];
            case 8  -> new int[1];
            case 9  -> new Random(1);
            case 10 -> new Exception();
            default -> new Thread();
        };
    }

    @Test
    void equalBoxesAreNotTheSame() {
        IdentityTable table = new IdentityTable();
        List<Double> boxes = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            Double box = Double.valueOf(0.5);
            boxes.add(box);
            table.put(box, new double[] {i});
        }
        for (int i = 0; i < 1000; i += 7) {
            double[] value = (double[]) table.get(boxes.get(i * 37 % 1000), 0);
            assertEquals(i * 37 % 1000, value[0]);
        }
    }
}
