package org.cotangent.samples;

import java.util.List;

/// Twelve, 7: an interface call in a loop over three classes, whose first rounds see constants only.
final class ShapesLater {
    private ShapesLater() {}

    private interface Shape {
        double area(double scale);
    }

    private record Square(double side) implements Shape {
        @Override
        public double area(double scale) {
            return side * side * scale * scale;
        }
    }

    private static final class Circle implements Shape {
        private double radius;

        Circle(double radius) {
            this.radius = radius;
        }

        @Override
        public double area(double scale) {
            radius *= 1.1;
            return Math.PI * radius * radius * scale * scale;
        }
    }

    private static final class Strip implements Shape {
        private final double[] size;

        Strip(double... size) {
            this.size = size;
        }

        @Override
        public double area(double scale) {
            double area = 0;
            for (int i = 1; i < size.length; i++) {
                area += size[i - 1] * Math.sin(size[i] * scale);
            }
            return area;
        }
    }

    static double f(double[] x) {
        Shape[] shapes = {
            new Square(2), new Circle(1.5), new Strip(1, 2, 3),
            new Circle(x[0]), new Strip(x[1], x[2], 0.5), new Square(x[0] * x[1])
        };
        double total = 0;
        for (int round = 0; round < 12; round++) {
            double scale = round < 4 ? 1.0 + round : x[2] * round;
            total += shapes[round % shapes.length].area(scale) * 0.1;
        }
        return total;
    }

    /// One class first, then another, then the first with an active argument; the call sits in a helper.
    static double oneThenAnother(double[] x) {
        Shape constant = new Square(1.5);
        double total = 0;
        for (int i = 0; i < 5; i++) {
            total += weigh(constant, 2);
        }
        total *= weigh(new Strip(x[0], x[1], x[2]), 0.7);
        total += weigh(constant, x[1]);
        return total + weigh(new Circle(1), x[2]);
    }

    private static double weigh(Shape shape, double scale) {
        return shape.area(scale) / (1 + shape.area(1));
    }

    private abstract static class Layer {
        double bias;

        double apply(double v) {
            return activate(v + bias);
        }

        protected abstract double activate(double v);
    }

    private static class Tanh extends Layer {
        @Override
        protected double activate(double v) {
            return Math.tanh(v);
        }
    }

    private static final class Scaled extends Tanh {
        @Override
        double apply(double v) {
            return 2 * super.apply(0.5 * v);
        }
    }

    private static final class Square2 extends Layer {
        @Override
        protected double activate(double v) {
            return v * v;
        }
    }

    /// Overridden and inherited methods with `super`; constants until the state becomes active in the middle.
    static double layers(double[] x) {
        Layer[] layers = {new Tanh(), new Scaled(), new Square2()};
        double v = 0.4;
        for (int i = 0; i < 9; i++) {
            Layer layer = layers[(i * i) % 3];
            v = layer.apply(v) + 0.3;
            if (i >= 3) {
                layer.bias += x[i % 3] * 0.2;
                v *= 1 + 0.1 * x[(i + 1) % 3];
            }
        }
        return v;
    }

    private enum Unit {
        PLAIN,
        SOFT {
            @Override
            double apply(double v) {
                return Math.log1p(Math.exp(v));
            }
        },
        BENT {
            @Override
            double apply(double v) {
                return v > 0 ? v : 0.1 * v;
            }
        };

        double apply(double v) {
            return 0.9 * v;
        }
    }

    /// Constants of an enum with bodies.
    static double units(double[] x) {
        double warm = 0;
        for (Unit unit : Unit.values()) {
            warm += unit.apply(0.5);
        }
        double v = x[0] * warm;
        for (int i = 0; i < 7; i++) {
            v = Unit.values()[i % 3].apply(v - x[i % x.length]);
        }
        return v * v;
    }

    static List<Sample> all() {
        double[] x = {0.5, 1.2, 0.7};
        return List.of(
                Sample.of("7 shapes, constant first", ShapesLater::f, x),
                Sample.of("7 one class, then another", ShapesLater::oneThenAnother, x),
                Sample.of("7 layers with super", ShapesLater::layers, x),
                Sample.of("7 enum with bodies", ShapesLater::units, x));
    }
}
