package org.cotangent.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.cotangent.Cotangent;
import org.cotangent.Objective;
import org.junit.jupiter.api.Test;

/// One object, one shadow, however many ways lead to it; every side effect once, with the bits of a plain run; nothing seen of
/// other evaluations (DESIGN §2).
class MemoryLawsTest {
    private static final int STEPS = 60;
    private static final int OBJECTS = 4;

    private static final class Cell {
        double v;
        double[] row;
        volatile Cell next = this;

        Cell(double v) {
            this.v = v;
            this.row = new double[] {v, 0.5 * v};
        }
    }

    private static final AtomicReferenceFieldUpdater<Cell, Cell> NEXT =
            AtomicReferenceFieldUpdater.newUpdater(Cell.class, Cell.class, "next");

    private static double total;
    private static final double[] POOL = new double[2];

    /// A random walk over memory: numbers are stored and read, references moved by one means and found by another.
    private static final class Walk {
        final Random random;
        final Cell[] cells = new Cell[OBJECTS];
        final Object[] slots = new Object[OBJECTS];
        final List<Object> list = new ArrayList<>();
        final AtomicReference<Object> held = new AtomicReference<>();

        Walk(long seed, double[] x) {
            this.random = new Random(seed);
            for (int i = 0; i < OBJECTS; i++) {
                cells[i] = new Cell(0.1 * i + x[i % x.length]);
                slots[i] = cells[i];
                list.add(i % 2 == 0 ? cells[i] : cells[i].row);
            }
            held.set(cells[1]);
        }

        int pick() {
            return random.nextInt(OBJECTS);
        }

        Cell cell() {
            return switch (random.nextInt(5)) {
                case 0  -> cells[pick()];
                case 1  -> (Cell) slots[pick()];
                case 2  -> cells[pick()].next;
                case 3  -> list.get(pick()) instanceof Cell c ? c : cells[0];
                default -> held.get() instanceof Cell c ? c : NEXT.get(cells[pick()]);
            };
        }

        double[] row() {
            return switch (random.nextInt(4)) {
                case 0  -> cell().row;
                case 1  -> list.get(pick()) instanceof double[] r ? r : cells[1].row;
                case 2  -> held.get() instanceof double[] r ? r : cells[2].row;
                default -> POOL;
            };
        }

        void move() {
            switch (random.nextInt(10)) {
                case 0  -> Collections.rotate(Arrays.asList(cells), 1);
                case 1  -> Collections.swap(list, pick(), pick());
                case 2  -> System.arraycopy(cells, 0, slots, 1, OBJECTS - 1);
                case 3  -> NEXT.set(cell(), cell());
                case 4  -> held.set(random.nextBoolean() ? cell() : row());
                case 5  -> list.set(pick(), random.nextBoolean() ? cell() : row());
                case 6  -> cells[pick()] = cell();
                case 7  -> cell().row = row();
                case 8  -> cell().row = row().clone();
                default -> Collections.shuffle(Arrays.asList(slots), new Random(random.nextInt()));
            }
        }

        void compute() {
            switch (random.nextInt(6)) {
                case 0  -> cell().v = Math.sin(cell().v) + row()[0];
                case 1  -> row()[random.nextInt(2)] = cell().v * 0.7 + row()[1] * row()[0] * 0.1;
                case 2  -> total += cell().v * row()[1];
                case 3  -> row()[1] *= 0.5 * Math.cos(total);
                case 4  -> System.arraycopy(row(), 0, row(), 0, 2);
                default -> cell().v = Math.tanh(total) + 0.25;
            }
        }

        double run() {
            for (int i = 0; i < STEPS; i++) {
                if (random.nextBoolean()) {
                    move();
                } else {
                    compute();
                }
            }
            double y = total;
            for (Cell c : cells) y += Math.sin(c.v) * c.row[0] + c.next.row[1];
            return y;
        }
    }

    private static double walk(long seed, double[] x) {
        total = 0.1;
        POOL[0] = 0.3;
        POOL[1] = x[0] * 0.2;
        return new Walk(seed, x).run();
    }

    private static double[] left() {
        return new double[] {total, POOL[0], POOL[1]};
    }

    @Test
    void oneObjectOneShadow() {
        double[] x = {0.4, 0.9, 1.3};
        for (long seed = 1; seed <= 150; seed++) {
            long s = seed;
            Objective<double[]> f = v -> walk(s, v);
            double plain = f.applyAsDouble(x.clone());
            double[] effects = left();
            assertEquals(plain, Cotangent.gradient(f).valueAndGradient(x).value(), "seed " + seed);
            assertArrayEquals(effects, left(), "seed " + seed);
            GradientCheck.of(f).order(1).at(x).orThrow();
        }
    }

    private static double ownStatic(double[] x, boolean fails) {
        total = total + x[0] * x[0];
        POOL[0] = total * x[1];
        if (fails) throw new IllegalStateException();
        return total + POOL[0];
    }

    /// What an evaluation that died has left in memory is numbers, and constants to the next one.
    @Test
    void anEvaluationThatDiedLeavesNoTangent() {
        double[] x = {3, 5};
        Objective<double[]> dies = v -> ownStatic(v, true);
        Objective<double[]> reads = v -> total * v[0] + POOL[0] * v[1];
        total = 1;
        assertThrows(IllegalStateException.class, () -> Cotangent.gradient(dies).apply(x));
        assertThrows(
                IllegalStateException.class, () -> Cotangent.directionalDerivative(dies, x, new double[] {1, 1}));
        assertEquals(19, total);
        assertArrayEquals(new double[] {19, 95}, Cotangent.gradient(reads).apply(x));
        assertEquals(19 + 95, Cotangent.directionalDerivative(reads, x, new double[] {1, 1}));
    }

    /// An inner derivative and one beside see the outer one's statics as numbers.
    @Test
    void evaluationsDoNotSeeEachOther() throws Exception {
        double[] x = {3, 5};
        Objective<double[]> reads = v -> total * v[0];
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            total = x[0] * x[0];
            Future<double[]> beside = other.submit(() -> Cotangent.gradient(reads).apply(new double[] {2, 2}));
            assertArrayEquals(new double[] {9, 0}, beside.get());
        }
        // d/dx x² · d/dv (x² v) = d/dx x⁴
        Objective<double[]> outer = v -> {
            total = v[0] * v[0];
            double inner = Cotangent.gradient(reads).apply(new double[] {2, 2})[0];
            return total * inner;
        };
        assertArrayEquals(new double[] {4 * 27, 0}, Cotangent.gradient(outer).apply(x), 1e-9);
    }
}
