package org.cotangent.escapes;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.DoubleUnaryOperator;

/// References that code of the JDK moves: a reference and its shadow stay together.
final class MovedReferences {
    private MovedReferences() {}

    private static final class Part implements Comparable<Part>, Serializable {
        private static final long serialVersionUID = 1;
        double v;
        final double[] row;
        volatile Part next;
        volatile int count;

        Part(double v) {
            this.v = v;
            this.row = new double[] {2 * v};
        }

        @Override
        public int compareTo(Part other) {
            return Double.compare(v, other.v);
        }
    }

    private static final AtomicReferenceFieldUpdater<Part, Part> NEXT =
            AtomicReferenceFieldUpdater.newUpdater(Part.class, Part.class, "next");
    private static final AtomicIntegerFieldUpdater<Part> COUNT =
            AtomicIntegerFieldUpdater.newUpdater(Part.class, "count");
    private static final VarHandle V;
    private static final VarHandle ELEMENT = MethodHandles.arrayElementVarHandle(double[].class);
    private static final MethodHandle SQUARE;

    static {
        try {
            MethodHandles.Lookup here = MethodHandles.lookup();
            V = here.findVarHandle(Part.class, "v", double.class);
            SQUARE = here.findStatic(
                    MovedReferences.class, "square", MethodType.methodType(double.class, double.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static double square(double v) {
        return v * v;
    }

    private static Part[] parts(double[] x) {
        return new Part[] {new Part(x[2]), new Part(x[0]), new Part(x[1])};
    }

    private static double fold(Part[] p) {
        return p[0].v * p[1].row[0] + Math.exp(p[2].v) * p[2].row[0];
    }

    static double sorted(double[] x) {
        Part[] p = parts(x);
        Arrays.sort(p);
        double ascending = fold(p);
        Arrays.sort(p, Comparator.comparingDouble(each -> -each.v));
        return ascending * fold(p);
    }

    static double rotatedAndShuffled(double[] x) {
        Part[] p = parts(x);
        Collections.rotate(Arrays.asList(p), 1);
        double y = fold(p);
        Collections.shuffle(Arrays.asList(p), new Random(3));
        y *= fold(p);
        Collections.swap(Arrays.asList(p), 0, 2);
        Collections.reverse(Arrays.asList(p));
        return y + fold(p);
    }

    static double rowsRotated(double[] x) {
        double[][] rows = {{x[0]}, {x[1]}, {x[2]}};
        Collections.rotate(Arrays.asList(rows), 1);
        rows[0][0] *= rows[1][0];
        return rows[0][0] * rows[2][0];
    }

    static double copiedByReference(double[] x) {
        Part[] p = parts(x);
        Object[] q = new Object[4];
        System.arraycopy(p, 0, q, 1, 3);
        ((Part) q[1]).v *= x[2];
        Part[] filled = new Part[3];
        Arrays.fill(filled, p[1]);
        filled[2].v *= filled[0].v;
        return fold(p);
    }

    static double fieldUpdaters(double[] x) {
        Part p = new Part(x[0]);
        Part q = new Part(x[1] * x[2]);
        NEXT.compareAndSet(p, null, q);
        COUNT.incrementAndGet(p);
        Part r = NEXT.getAndSet(p, new Part(x[2]));
        return r.v * p.next.v * q.row[0] * p.count;
    }

    static double atomicReferences(double[] x) {
        AtomicReference<Double> r = new AtomicReference<>(x[0]);
        r.updateAndGet(v -> v * v);
        r.accumulateAndGet(x[1], (a, b) -> a * b);
        AtomicReferenceArray<Part> parts = new AtomicReferenceArray<>(2);
        parts.set(0, new Part(x[0]));
        parts.lazySet(1, parts.get(0));
        parts.get(1).v *= x[2];
        return r.get() * parts.get(0).v;
    }

    static double clonedLists(double[] x) {
        ArrayList<Part> list = new ArrayList<>(List.of(parts(x)));
        List<?> copy = (List<?>) list.clone();
        ((Part) copy.get(0)).v *= x[1];
        return fold(list.toArray(new Part[0]));
    }

    @Refused
    static double updatedByAFunction(double[] x) {
        Part p = new Part(x[0]);
        NEXT.updateAndGet(p, _ -> new Part(x[1] * 2));
        return p.next.v;
    }

    @Refused
    static double varHandleOfAField(double[] x) {
        Part p = new Part(x[0]);
        V.set(p, x[1]);
        return (double) V.get(p) * p.v;
    }

    @Refused
    static double varHandleOfElements(double[] x) {
        double[] p = {1};
        ELEMENT.set(p, 0, x[1]);
        return p[0];
    }

    @Refused
    static double methodHandle(double[] x) {
        try {
            return (double) SQUARE.invokeExact(x[0]);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    @Refused
    static double fieldSet(double[] x) throws ReflectiveOperationException {
        Part p = new Part(x[0]);
        Part.class.getDeclaredField("next").set(p, new Part(x[1]));
        return p.next.v;
    }

    @Refused
    static double fieldSetToAConstant(double[] x) throws ReflectiveOperationException {
        Part p = new Part(x[0]);
        Part.class.getDeclaredField("v").setDouble(p, 3);
        return p.v * x[1];
    }

    @Refused
    static double methodInvoked(double[] x) throws ReflectiveOperationException {
        return (Double) MovedReferences.class
                .getDeclaredMethod("square", double.class)
                .invoke(null, x[0]);
    }

    @Refused
    static double constructorInvoked(double[] x) throws ReflectiveOperationException {
        return Part.class.getDeclaredConstructor(double.class).newInstance(x[0]).v;
    }

    @Refused
    static double elementsByReflection(double[] x) {
        double[] p = new double[1];
        Array.set(p, 0, x[0]);
        return p[0];
    }

    @Refused
    static double proxied(double[] x) {
        DoubleUnaryOperator f = (DoubleUnaryOperator) java.lang.reflect.Proxy.newProxyInstance(
                MovedReferences.class.getClassLoader(),
                new Class<?>[] {DoubleUnaryOperator.class},
                (_, _, args) -> (Double) args[0] * (Double) args[0]);
        return f.applyAsDouble(x[0]);
    }

    @Refused
    static double serialised(double[] x) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(new Part(x[0]));
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return ((Part) in.readObject()).v;
        }
    }
}
