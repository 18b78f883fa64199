package org.cotangent.samples;

import java.util.List;

/// Arrays of objects and of arrays, linked and cyclic structures, aliases, copies.
final class Structured {
    private Structured() {}

    static final class Node implements Cloneable {
        double value;
        Node next;
        Node other;
        double[] data;

        Node(double value, Node next) {
            this.value = value;
            this.next = next;
        }

        @Override
        protected Node clone() {
            try {
                return (Node) super.clone();
            } catch (CloneNotSupportedException e) {
                throw new AssertionError(e);
            }
        }
    }

    static double linkedList(double[] x) {
        Node head = null;
        for (int i = 0; i < 6; i++) {
            head = new Node(x[i % 3] * (i + 1), head);
        }
        Node reversed = null;
        while (head != null) {
            Node next = head.next;
            head.next = reversed;
            reversed = head;
            head = next;
        }
        double y = 0;
        for (Node n = reversed; n != null; n = n.next) {
            n.value += y * 0.3;
            if (n.next != null) {
                n.next.value *= n.value;
            }
            y += n.value;
        }
        return y;
    }

    static double ring(double[] x) {
        Node a = new Node(x[0], null);
        Node b = new Node(x[1], a);
        Node c = new Node(x[2], b);
        a.next = c;
        a.other = a;
        b.other = c;
        c.other = b;
        Node n = a;
        for (int i = 0; i < 10; i++) {
            n.value = n.value * 0.5 + Math.sin(n.next.value) * n.other.value;
            n = i % 3 == 0 ? n.other : n.next;
            n.other = n.next.other;
        }
        return a.value * b.value + c.value;
    }

    static double shallowCopies(double[] x) {
        Node a = new Node(x[0], new Node(x[1], null));
        a.data = new double[] {x[2], 1};
        a.other = a;
        Node b = a.clone();
        b.value *= 2;
        b.next.value += b.value;
        b.data[0] *= a.value;
        b.other.value += x[2];
        b.data = a.data.clone();
        b.data[1] = 5 * x[0];
        return a.value * b.value + a.next.value + a.data[0] * b.data[0] + a.data[1] + b.data[1] + b.other.value;
    }

    static double swapped(double[] x) {
        Node[] all = {new Node(x[0], null), new Node(x[1], null), new Node(x[2], null), null};
        all[3] = all[0];
        for (int i = 0; i < 7; i++) {
            int j = (i * 5 + 1) % 4;
            Node t = all[i % 4];
            all[i % 4] = all[j];
            all[j] = t;
            t.value = t.value * 0.7 + all[i % 4].value * x[i % 3];
        }
        Node[] copy = all.clone();
        copy[0] = new Node(1, null);
        copy[1].value += copy[0].value;
        double y = 0;
        for (Node n : all) {
            y = y * 0.5 + n.value;
        }
        return y;
    }

    static double jagged(double[] x) {
        double[][][] cube = new double[2][3][];
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 3; j++) {
                cube[i][j] = new double[j + 1];
                for (int k = 0; k <= j; k++) {
                    cube[i][j][k] = x[(i + j + k) % 3] * (k + 1);
                }
            }
        }
        cube[1][0] = cube[0][2];
        cube[0] = cube[1];
        cube[0][0][1] *= x[0];
        double y = 0;
        for (double[][] plane : cube) {
            for (double[] row : plane) {
                for (double v : row) {
                    y = y * 0.9 + v * v;
                }
            }
        }
        return y;
    }

    static final class Tree {
        Tree left;
        Tree right;
        Tree parent;
        final double key;
        double sum;

        Tree(double key, Tree parent) {
            this.key = key;
            this.parent = parent;
            sum = key;
        }

        void insert(double k) {
            sum += k;
            if (k < key) {
                if (left == null) {
                    left = new Tree(k, this);
                } else {
                    left.insert(k);
                }
            } else if (right == null) {
                right = new Tree(k, this);
            } else {
                right.insert(k);
            }
        }

        double depthWeighted(int depth) {
            return key * key * depth
                    + (left == null ? 0 : left.depthWeighted(depth + 1))
                    + (right == null ? 0 : right.depthWeighted(depth + 1));
        }
    }

    static double searchTree(double[] x) {
        Tree root = new Tree(x[0], null);
        for (int i = 0; i < 8; i++) {
            root.insert(Math.sin(i * 2.3) * x[i % 3]);
        }
        Tree t = root;
        while (t.left != null) {
            t = t.left;
        }
        double up = 1;
        for (; t != null; t = t.parent) {
            up = up * 0.5 + t.sum;
        }
        return root.depthWeighted(1) * up;
    }

    static final class Matrix {
        final double[] a;
        final int n;

        Matrix(int n) {
            this.n = n;
            this.a = new double[n * n];
        }

        Matrix times(Matrix o, Matrix into) {
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    double s = 0;
                    for (int k = 0; k < n; k++) {
                        s += a[i * n + k] * o.a[k * n + j];
                    }
                    into.a[i * n + j] = s;
                }
            }
            return into;
        }
    }

    static double aliasedMatrices(double[] x) {
        Matrix m = new Matrix(2);
        for (int i = 0; i < 4; i++) {
            m.a[i] = x[i % 3] + i * 0.1;
        }
        Matrix out = new Matrix(2);
        m.times(m, out);
        m.times(out, m);
        out.times(out, out);
        return m.a[0] * m.a[3] - m.a[1] * m.a[2] + out.a[0] * out.a[2];
    }

    static double objectsInObjects(double[] x) {
        Object[] all = {x, new Object[] {x.clone(), new Node(x[1], null)}, new float[] {(float) x[2], 2}};
        ((double[]) all[0])[1] *= 3;
        Object[] inner = (Object[]) all[1];
        ((Node) inner[1]).value += ((double[]) inner[0])[1];
        float[] f = (float[]) all[2];
        f[1] *= f[0];
        inner[0] = inner[1];
        return ((Node) inner[0]).value * x[1] + f[1];
    }

    static List<Sample> all() {
        double[] x = {0.6, 1.3, 0.8};
        return List.of(
                Sample.of("list reversed in place", Structured::linkedList, x),
                Sample.of("ring", Structured::ring, x),
                Sample.of("shallow copies", Structured::shallowCopies, x),
                Sample.of("objects swapped in an array", Structured::swapped, x),
                Sample.of("jagged with shared rows", Structured::jagged, x),
                Sample.of("search tree", Structured::searchTree, x),
                Sample.of("aliased matrices", Structured::aliasedMatrices, x),
                Sample.of("objects in objects", Structured::objectsInObjects, x).single());
    }
}
