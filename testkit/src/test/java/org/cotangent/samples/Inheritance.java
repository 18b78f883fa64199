package org.cotangent.samples;

import java.util.List;

/// Classes below classes: super calls, hidden fields, abstract classes, template methods, covariant results.
final class Inheritance {
    private Inheritance() {}

    abstract static class Layer {
        protected double bias;
        private final String name;

        Layer(String name, double bias) {
            this.name = name;
            this.bias = bias;
        }

        abstract double raw(double v);

        double apply(double v) {
            return activate(raw(v) + bias);
        }

        protected double activate(double v) {
            return v;
        }

        String name() {
            return name;
        }
    }

    static class Linear extends Layer {
        double weight;

        Linear(String name, double weight, double bias) {
            super(name, bias);
            this.weight = weight;
        }

        @Override
        double raw(double v) {
            return weight * v;
        }
    }

    static class Squashed extends Linear {
        double bias = 0.25;

        Squashed(double weight, double bias) {
            super("squashed", weight, bias);
            this.bias += super.bias * 2;
        }

        @Override
        double raw(double v) {
            return super.raw(v) + bias * super.bias;
        }

        @Override
        protected double activate(double v) {
            return Math.tanh(super.activate(v));
        }
    }

    static final class Twice extends Squashed {
        Twice(double weight) {
            super(weight, weight * 0.5);
        }

        @Override
        double apply(double v) {
            return super.apply(super.apply(v));
        }

        @Override
        double raw(double v) {
            weight *= 1.1;
            return super.raw(v) * 2;
        }
    }

    static double templates(double[] x) {
        Layer[] layers = {new Linear("a", x[0], x[1]), new Squashed(x[1], x[2]), new Twice(x[2])};
        double y = x[0];
        for (int i = 0; i < 7; i++) {
            y = layers[i % 3].apply(y) + layers[i % 3].name().length() * 0.01;
        }
        return y;
    }

    static double hiddenFields(double[] x) {
        Squashed s = new Squashed(x[0], x[1]);
        Layer same = s;
        same.bias *= x[2];
        s.bias += 1;
        ((Linear) s).weight = same.bias * s.bias;
        return s.apply(x[2]) + same.bias * s.bias;
    }

    static double anonymousSubclass(double[] x) {
        double gain = x[0] * 3;
        Layer l = new Linear("anonymous", x[1], x[2]) {
            int calls;

            @Override
            double raw(double v) {
                calls++;
                return super.raw(v) * gain + calls * bias;
            }
        };
        return l.apply(x[0]) * l.apply(x[1]);
    }

    static class Node implements Cloneable {
        double value;

        Node scale(double by) {
            value *= by;
            return this;
        }

        @Override
        public Node clone() throws CloneNotSupportedException {
            return (Node) super.clone();
        }
    }

    static final class Pair extends Node {
        double second;

        @Override
        Pair scale(double by) {
            super.scale(by);
            second += by * value;
            return this;
        }

        @Override
        public Pair clone() throws CloneNotSupportedException {
            Pair p = (Pair) super.clone();
            p.second += 1;
            return p;
        }
    }

    static double covariantResults(double[] x) throws CloneNotSupportedException {
        Node n = new Pair();
        n.value = x[0];
        Node m = n.scale(x[1]).clone();
        Pair p = ((Pair) m).scale(x[2]);
        return p.second * n.value + m.value * ((Pair) n).second;
    }

    static double covariant(double[] x) {
        try {
            return covariantResults(x);
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }

    static class Overloads {
        double f(double v) {
            return v * v;
        }

        double f(float v) {
            return v * 3;
        }

        double f(long v) {
            return v * 0.5;
        }

        double f(Object v) {
            return ((Number) v).doubleValue() + 7;
        }

        double f(double... v) {
            return v.length;
        }
    }

    static final class MoreOverloads extends Overloads {
        @Override
        double f(double v) {
            return super.f(v) + super.f((Object) v);
        }

        double f(int v) {
            return v + 100;
        }
    }

    static double overloads(double[] x) {
        Overloads o = new MoreOverloads();
        MoreOverloads m = (MoreOverloads) o;
        return o.f(x[0]) + o.f((float) x[1]) + o.f((long) (x[2] * 11)) + m.f(3) + o.f(3) + o.f(x[0], x[1])
                + o.f((Object) (x[2] * x[0]));
    }

    static double staticHiding(double[] x) {
        return Base.of(x[0]) * Derived.of(x[1]) + Base.shared * Derived.shared + new Derived().through(x[2]);
    }

    static class Base {
        static double shared;

        static double of(double v) {
            shared = v * 2;
            return v * v;
        }
    }

    static final class Derived extends Base {
        static double shared;

        static double of(double v) {
            shared = v * 5;
            return Base.of(v) * v;
        }

        double through(double v) {
            Base b = this;
            return Base.of(v) + Base.shared * shared + (b == this ? v : 0);
        }
    }

    static List<Sample> all() {
        double[] x = {0.6, 1.3, 0.8};
        return List.of(
                Sample.of("template methods", Inheritance::templates, x),
                Sample.of("hidden fields", Inheritance::hiddenFields, x),
                Sample.of("anonymous subclass", Inheritance::anonymousSubclass, x),
                Sample.of("covariant results", Inheritance::covariant, x),
                Sample.of("overloads", Inheritance::overloads, x).single(),
                Sample.of("hidden statics", Inheritance::staticHiding, x));
    }
}
