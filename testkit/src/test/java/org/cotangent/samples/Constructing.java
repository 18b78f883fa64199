package org.cotangent.samples;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;

/// Constructors: effects once, initialisers in order, final fields, `this` that escapes, nested ones, those above in the JDK.
final class Constructing {
    private Constructing() {}

    static int made;
    static final AtomicInteger NEXT = new AtomicInteger();
    static final List<Object> ALL = new ArrayList<>();
    static double sum;

    static final class Counted {
        final int id = ++made;
        final double v;
        double w = 2;

        {
            w *= made;
        }

        Counted(double v) {
            this.v = v * id;
            w += v;
        }

        Counted() {
            this(made + 0.5);
            w *= 3;
        }
    }

    static double counted(double[] x) {
        made = 0;
        Counted a = new Counted(x[0]);
        Counted b = new Counted(x[1] * a.v);
        Counted c = new Counted();
        return a.v * b.v * b.w + c.w * x[2] + made * x[0] + b.id;
    }

    abstract static class Base {
        final double given;
        double early;

        Base(double given) {
            this.given = given;
            early = hook(given);
        }

        abstract double hook(double v);
    }

    static final class Sub extends Base {
        double own = 4;
        final double last;
        final double[] row = {1, 2};

        Sub(double v, double w) {
            super(v * w);
            last = own * w + early;
            row[0] = last;
        }

        @Override
        double hook(double v) {
            double before = own + last + (row == null ? 10 : row[0]);
            own = v;
            return v * v + before;
        }
    }

    static double virtualCallInConstructor(double[] x) {
        Sub s = new Sub(x[0], x[1]);
        return s.early * s.last + s.own * x[2] + s.row[0] + s.given + s.hook(x[2]) * s.own;
    }

    static final class ReadEarly extends Base {
        final double factor;
        final double[] row;

        ReadEarly(double v) {
            super(v);
            factor = v * 3;
            row = new double[] {v, 2};
        }

        @Override
        double hook(double v) {
            return v * (v + factor) * (v + factor) + (row == null ? 10 : power(row[0], 3));
        }

        static double power(double v, int n) {
            return n == 0 ? 1 : v * power(v, n - 1);
        }
    }

    static double finalFieldsReadEarly(double[] x) {
        ReadEarly s = new ReadEarly(x[0]);
        return s.early * x[2] + s.hook(x[1]);
    }

    static final class Escaping {
        final double v;
        double later;

        Escaping(double v, List<? super Escaping> all, Escaping[] slot) {
            this.v = v;
            all.add(this);
            slot[0] = this;
            later = slot[0].v * v;
            ((Escaping) all.get(0)).later += v;
        }
    }

    static double escaping(double[] x) {
        List<Escaping> all = new ArrayList<>();
        Escaping[] slot = new Escaping[1];
        for (double each : x) {
            new Escaping(each, all, slot);
        }
        double y = all.size();
        for (Escaping e : all) {
            y = y * 0.5 + e.v * e.later;
        }
        return y + slot[0].later;
    }

    static final class Halfway {
        double v;

        Halfway(double v, Halfway[] out) {
            this.v = v * 2;
            out[0] = this;
            if (v > 1) {
                throw new IllegalArgumentException();
            }
            this.v *= v;
        }
    }

    static double throwsHalfway(double[] x) {
        Halfway[] out = new Halfway[1];
        double y = 1;
        for (double each : x) {
            try {
                y += new Halfway(each, out).v;
            } catch (IllegalArgumentException e) {
                y *= 1.5;
            }
            y += out[0].v;
        }
        return y;
    }

    static final class Deep {
        final Deep inner;
        final double v;

        Deep(int depth, double v) {
            sum += v;
            inner = depth == 0 ? null : new Deep(depth - 1, v * 0.9 + 0.1);
            this.v = v * (inner == null ? 1 : inner.v + 0.5);
        }
    }

    static double nestedTwelve(double[] x) {
        sum = 0;
        return new Deep(12, x[0]).v * x[1] + sum;
    }

    record Level(double v, Level inner) {
        Level {
            v = v * 0.9 + (inner == null ? 0.1 : inner.v * 0.5);
        }

        static Level of(int depth, double v) {
            return new Level(v, depth == 0 ? null : new Level(v * 2, of(depth - 1, v * 0.8)));
        }
    }

    static double nestedRecords(double[] x) {
        Level l = Level.of(6, x[0]);
        return l.v * l.inner.v + new Level(x[1], new Level(x[2], new Level(x[0], new Level(x[1], new Level(x[2],
                new Level(x[0],
                        new Level(x[1], new Level(x[2], new Level(x[0], new Level(x[1], new Level(x[2], new Level(
                                x[0], null)))))))))))).v;
    }

    record Tick(double v) {
        static int ticks;

        Tick {
            ticks++;
            v *= 2;
        }
    }

    static double recordCounts(double[] x) {
        Tick.ticks = 0;
        Tick a = new Tick(x[0]);
        Tick b = new Tick(a.v() * x[1]);
        return a.v() * b.v() + Tick.ticks * x[2];
    }

    record Numbered(int id, double v) {
        Numbered(double v) {
            this(NEXT.incrementAndGet(), v);
        }
    }

    static double recordNumbered(double[] x) {
        NEXT.set(0);
        Numbered a = new Numbered(x[0]);
        Numbered b = new Numbered(x[1] * a.v());
        return a.v() * b.v() * b.id() + NEXT.get() * x[2];
    }

    record Listed(double v, String name) {
        Listed {
            if (name.isEmpty()) {
                throw new IllegalArgumentException("no name");
            }
            v = v * v;
            ALL.add(name);
        }
    }

    static double recordListed(double[] x) {
        ALL.clear();
        Listed a = new Listed(x[0], "a");
        Listed b = new Listed(x[1] * a.v(), "b" + a.name());
        return a.v() * b.v() + ALL.size() * x[2] + ((String) ALL.get(1)).length();
    }

    record Printed(double v) {
        Printed {
            OUT.append("made ").append(v).append('\n');
        }

        static final StringBuilder OUT = new StringBuilder();
    }

    static double recordPrints(double[] x) {
        Printed.OUT.setLength(0);
        Printed a = new Printed(x[0]);
        Printed b = new Printed(x[1] * a.v());
        return a.v() * b.v() + Printed.OUT.toString().split("\n").length * x[2];
    }

    record Summing(double v) {
        Summing {
            sum += v;
        }
    }

    static double recordSums(double[] x) {
        sum = 0;
        Summing a = new Summing(x[0]);
        Summing b = new Summing(x[1] * a.v());
        return a.v() * b.v() + sum * sum * x[2];
    }

    static class Problem extends RuntimeException {
        private static final long serialVersionUID = 1;
        final double payload;
        final int number;

        Problem(String message, double payload) {
            super(message);
            this.payload = payload * 2;
            number = ++made;
        }
    }

    static double exceptionCounts(double[] x) {
        made = 0;
        double y = 0;
        for (double each : x) {
            try {
                throw new Problem("p" + made, each * x[0]);
            } catch (Problem p) {
                y += p.payload * p.number + p.getMessage().length();
            }
        }
        return y + made * x[1];
    }

    static final class Bag extends ArrayList<Double> {
        private static final long serialVersionUID = 1;
        double scale;

        Bag(double scale) {
            super(4);
            this.scale = scale;
            made++;
        }

        Bag(double scale, double first) {
            this(scale * first);
            add(first);
        }
    }

    static double listSubclass(double[] x) {
        made = 0;
        Bag b = new Bag(x[0]);
        b.add(x[1]);
        Bag c = new Bag(x[2], x[1] * 3);
        return b.get(0) * b.scale + made * x[2] + c.get(0) * c.scale;
    }

    static final class Flexible {
        final double a;
        final double b;

        Flexible(double v) {
            double t = v > 1 ? v * v : v;
            if (Double.isNaN(t)) {
                throw new IllegalArgumentException();
            }
            this(t, t * 3);
        }

        private Flexible(double a, double b) {
            this.a = a;
            this.b = b;
            sum += a;
        }
    }

    static double flexible(double[] x) {
        sum = 0;
        Flexible f = new Flexible(x[0]);
        Flexible g = new Flexible(x[1]);
        return f.a * g.b + g.a * f.b + sum * x[2];
    }

    static class Registered {
        static final List<Registered> REGISTRY = new ArrayList<>();
        final double v;
        private final DoubleSupplier self;

        Registered(double v) {
            self = () -> own() * 2;
            this.v = v;
            REGISTRY.add(this);
        }

        double own() {
            return v;
        }

        double twice() {
            return self.getAsDouble();
        }
    }

    static double capturesThis(double[] x) {
        Registered.REGISTRY.clear();
        Registered a = new Registered(x[0]);
        Registered b = new Registered(x[1]) {
            @Override
            double twice() {
                return super.twice() * x[2];
            }
        };
        double y = Registered.REGISTRY.size();
        for (Registered r : Registered.REGISTRY) {
            y = y * 0.5 + r.twice() * (r == b ? 1 : a.v);
        }
        return y;
    }

    static final class Parent {
        final Child child;
        final double v;

        Parent(double v) {
            this.v = v;
            child = new Child(this, v * 2);
        }
    }

    static final class Child {
        final Parent parent;
        double w;

        Child(Parent parent, double w) {
            this.parent = parent;
            this.w = w + parent.v + (parent.child == null ? 5 : 0);
        }
    }

    static double innerIdentity(double[] x) {
        Parent p = new Parent(x[0]);
        p.child.w *= x[1];
        return p.child.parent.child.w * p.v + (p.child.parent == p ? x[2] : 0);
    }

    static List<Sample> all() {
        double[] x = {0.6, 1.3, 0.8};
        return List.of(
                Sample.of("objects counted", Constructing::counted, x),
                Sample.of("virtual call in a constructor", Constructing::virtualCallInConstructor, x),
                Sample.of("final fields read early", Constructing::finalFieldsReadEarly, x),
                Sample.of("this escapes", Constructing::escaping, x),
                Sample.of("constructor throws halfway", Constructing::throwsHalfway, x),
                Sample.of("nested twelve deep", Constructing::nestedTwelve, x),
                Sample.of("records nested twelve deep", Constructing::nestedRecords, x),
                Sample.of("record counts", Constructing::recordCounts, x),
                Sample.of("record with a number", Constructing::recordNumbered, x),
                Sample.of("record lists names", Constructing::recordListed, x),
                Sample.of("record prints", Constructing::recordPrints, x),
                Sample.of("record sums", Constructing::recordSums, x),
                Sample.of("exception counts", Constructing::exceptionCounts, x),
                Sample.of("list subclass counts", Constructing::listSubclass, x),
                Sample.of("flexible constructor", Constructing::flexible, x),
                Sample.of("constructor captures this", Constructing::capturesThis, x),
                Sample.of("inner identity", Constructing::innerIdentity, x));
    }
}
