package org.cotangent.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.cotangent.Objective;
import org.jspecify.annotations.Nullable;

/// Programs that hold their numbers in objects, as an ordinary Java programmer would write them: what a step, a node or an
/// element of each costs in reverse.
final class Objects {
    private static final int COUNT = 1000;

    private Objects() {}

    /// The names of all programs.
    static final List<String> NAMES =
            List.of("vectors", "cells", "list", "tree", "classes", "boxes", "lambdas", "try");

    /// The program of that name.
    static Objective<double[]> of(String name) {
        return switch (name) {
            case "vectors" -> Objects::vectors;
            case "cells"   -> Objects::cells;
            case "list"    -> Objects::list;
            case "tree"    -> tree(COUNT);
            case "classes" -> Objects::classes;
            case "boxes"   -> Objects::boxes;
            case "lambdas" -> Objects::lambdas;
            case "try"     -> Objects::handled;
            default        -> throw new IllegalArgumentException(name);
        };
    }

    /// A place to start from.
    static double[] start() {
        double[] x = new double[150];
        for (int i = 0; i < x.length; i++) x[i] = Math.sin(1 + 3.7 * i) + 1.5;
        return x;
    }

    // ---- small immutable vectors: the potential of bodies in a list

    private record Vector(double x, double y, double z) {
        Vector minus(Vector other) {
            return new Vector(x - other.x, y - other.y, z - other.z);
        }

        double dot(Vector other) {
            return x * other.x + y * other.y + z * other.z;
        }
    }

    private record Body(Vector position, double mass) {}

    private static double vectors(double[] x) {
        List<Body> bodies = new ArrayList<>();
        for (int i = 0; i + 2 < x.length; i += 3) {
            bodies.add(new Body(new Vector(x[i], x[i + 1], x[i + 2]), 1 + 0.01 * i));
        }
        double energy = 0;
        for (int i = 0; i < bodies.size(); i++) {
            for (int j = 0; j < i; j++) {
                Vector d = bodies.get(i).position().minus(bodies.get(j).position());
                energy -= bodies.get(i).mass() * bodies.get(j).mass() / Math.sqrt(d.dot(d) + 0.01);
            }
        }
        return energy;
    }

    // ---- mutable cells, stepped

    private static final class Cell {
        double state;
        double sum;
        final double weight;

        Cell(double state, double weight) {
            this.state = state;
            this.weight = weight;
        }

        void step(double input) {
            double next = state * weight + input;
            state = next;
            sum += next * next;
        }
    }

    private static double cells(double[] x) {
        Cell[] cells = new Cell[x.length];
        for (int i = 0; i < x.length; i++) cells[i] = new Cell(x[i], 0.1 * x[i]);
        for (int t = 0; t < 20; t++) {
            for (int i = 0; i < cells.length; i++) cells[i].step(0.01);
        }
        double sum = 0;
        for (Cell c : cells) sum += c.sum;
        return sum;
    }

    // ---- a linked list, built and folded

    private record Node(double value, @Nullable Node next) {}

    private static double list(double[] x) {
        @Nullable
        Node first = null;
        for (int i = 0; i < COUNT; i++) first = new Node(x[i % x.length] * 0.5, first);
        double sum = 0;
        for (Node n = first; n != null; n = n.next()) sum = sum * 0.9 + n.value() * n.value();
        return sum;
    }

    // ---- a tree of records, evaluated recursively

    private sealed interface Expression {
        double at(double[] x);
    }

    private record Constant(double value) implements Expression {
        @Override
        public double at(double[] x) {
            return value;
        }
    }

    private record Variable(int index) implements Expression {
        @Override
        public double at(double[] x) {
            return x[index];
        }
    }

    private record Plus(Expression left, Expression right) implements Expression {
        @Override
        public double at(double[] x) {
            return left.at(x) + right.at(x);
        }
    }

    private record Times(Expression left, Expression right) implements Expression {
        @Override
        public double at(double[] x) {
            return left.at(x) * right.at(x);
        }
    }

    private record Sine(Expression of) implements Expression {
        @Override
        public double at(double[] x) {
            return Math.sin(of.at(x));
        }
    }

    private static Objective<double[]> tree(int nodes) {
        Expression root = grow(nodes, new java.util.Random(7));
        return root::at;
    }

    private static Expression grow(int nodes, java.util.Random random) {
        if (nodes <= 1)
            return random.nextBoolean() ? new Variable(random.nextInt(150)) : new Constant(random.nextDouble());
        if (nodes == 2 || random.nextInt(6) == 0) return new Sine(grow(nodes - 1, random));
        int left = 1 + random.nextInt(nodes - 2);
        Expression l = grow(left, random);
        Expression r = grow(nodes - 1 - left, random);
        return random.nextBoolean() ? new Plus(l, r) : new Times(l, r);
    }

    // ---- virtual calls over three classes

    private interface Shape {
        double area();

        double length();
    }

    private record Circle(double radius) implements Shape {
        @Override
        public double area() {
            return Math.PI * radius * radius;
        }

        @Override
        public double length() {
            return 2 * Math.PI * radius;
        }
    }

    private record Square(double side) implements Shape {
        @Override
        public double area() {
            return side * side;
        }

        @Override
        public double length() {
            return 4 * side;
        }
    }

    private record Rectangle(double width, double height) implements Shape {
        @Override
        public double area() {
            return width * height;
        }

        @Override
        public double length() {
            return 2 * (width + height);
        }
    }

    private static double classes(double[] x) {
        Shape[] shapes = new Shape[COUNT];
        for (int i = 0; i < COUNT; i++) {
            double a = x[i % x.length];
            shapes[i] = switch (i % 3) {
                case 0  -> new Circle(a);
                case 1  -> new Square(a);
                default -> new Rectangle(a, 2 * a);
            };
        }
        double sum = 0;
        for (Shape s : shapes) sum += s.area() * s.length();
        return sum;
    }

    // ---- a list of boxes

    private static double boxes(double[] x) {
        List<Double> list = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) list.add(x[i % x.length] * 0.5);
        double sum = 0;
        for (double v : list) sum += v * v;
        return sum;
    }

    // ---- lambdas

    private static double lambdas(double[] x) {
        double sum = 0;
        for (int i = 0; i < COUNT; i++) {
            double a = x[i % x.length];
            DoubleUnaryOperator f = switch (i % 3) {
                case 0  -> v -> v * a;
                case 1  -> v -> v + a * 0.5;
                default -> v -> v * v * 0.1 + a;
            };
            sum += f.applyAsDouble(f.applyAsDouble(f.applyAsDouble(f.applyAsDouble(a))));
        }
        return sum;
    }

    // ---- a handler around a call that changes memory

    private static final class Account {
        double balance;

        double add(double v) {
            balance += 0.25 * v;
            if (v < -1) throw new IllegalArgumentException("negative");
            return v * v;
        }
    }

    private static double handled(double[] x) {
        Account account = new Account();
        double sum = 0;
        for (int i = 0; i < COUNT; i++) {
            double v = x[i % x.length];
            try {
                sum += account.add(v);
            } catch (IllegalArgumentException e) {
                sum += 1;
            }
        }
        return sum + account.balance * account.balance;
    }
}
