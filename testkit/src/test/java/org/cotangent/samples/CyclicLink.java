package org.cotangent.samples;

import java.util.List;

/// Twelve, 6: an object with a mutable field, reached through two references and a cyclic link.
final class CyclicLink {
    private CyclicLink() {}

    private static final class Node {
        double value;
        Node next;

        Node(double value) {
            this.value = value;
        }
    }

    static double f(double[] x) {
        Node a = new Node(x[0]);
        Node b = new Node(x[1]);
        Node same = a;
        a.next = b;
        b.next = a;
        for (int i = 0; i < 3; i++) {
            same.value *= 1 + b.value;
            b.next.next.value += Math.sin(a.value);
            a.next.next.value -= x[2] * same.next.value;
        }
        return a.value * b.value + same.value;
    }

    /// A ring of any length, walked until the walk is back; one node links to itself.
    static double ring(double[] x) {
        Node first = new Node(x[0]);
        Node last = first;
        for (int i = 1; i < x.length; i++) {
            last.next = new Node(x[i]);
            last = last.next;
        }
        last.next = first;
        Node self = new Node(0.5);
        self.next = self;
        Node at = first;
        do {
            self.next.next.value = self.value * at.value + at.next.value;
            at.next.value += 0.1 * self.value;
            at = at.next;
        } while (at != first);
        return self.value * first.value;
    }

    /// The links change while the values do.
    static double relinked(double[] x) {
        Node a = new Node(x[0]);
        Node b = new Node(x[1]);
        Node c = new Node(x[2]);
        a.next = b;
        b.next = c;
        c.next = a;
        for (int i = 0; i < 4; i++) {
            Node t = a.next;
            a.next.value = a.next.value * c.next.value + 0.3;
            if (i % 2 == 0) {
                a.next = t.next;
                t.next = a;
            } else {
                c.next = b;
            }
            c.value = Math.exp(-a.next.value * 0.2);
        }
        return a.value + 2 * b.value + 3 * c.value;
    }

    private abstract static class Account {
        protected float balance;
        Account partner;

        abstract void post(float amount);
    }

    private static final class Saver extends Account {
        private double interest;

        @Override
        void post(float amount) {
            balance += amount;
            interest += 0.01 * balance;
            if (partner != null && amount > 0) {
                partner.post(-0.5f * amount * balance);
            }
        }
    }

    /// An inherited `float` field beside a `double` one, methods that call each other round the cycle.
    static double inherited(double[] x) {
        Saver a = new Saver();
        Saver b = new Saver();
        a.partner = b;
        b.partner = a;
        Account alias = b.partner;
        alias.post((float) x[0]);
        b.post((float) x[1]);
        alias.post((float) (x[2] * x[2]));
        return a.balance * b.balance + a.interest - b.interest * x[1];
    }

    static List<Sample> all() {
        double[] x = {0.5, 1.2, 0.7};
        return List.of(
                Sample.of("6 cyclic link", CyclicLink::f, 0.5, 1.2, 0.7),
                Sample.of("6 ring", CyclicLink::ring, 0.5, 1.2, 0.7, -0.4, 0.9),
                Sample.of("6 relinked", CyclicLink::relinked, x),
                Sample.of("6 inherited, float", CyclicLink::inherited, x).single());
    }
}
