package org.cotangent.samples;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/// Inner, local and anonymous classes: what they capture, and what they see of the objects around them.
final class InnerClasses {
    private double level;
    private final double[] log = new double[4];
    private int used;

    private InnerClasses(double level) {
        this.level = level;
    }

    class Tap {
        private double flow;

        Tap(double flow) {
            this.flow = flow;
            level -= flow;
        }

        double open() {
            level += flow * level;
            log[used++ % log.length] = flow;
            return new Drop().size();
        }

        class Drop {
            double size() {
                flow *= 1.25;
                return flow * level + InnerClasses.this.log[0];
            }
        }
    }

    static double inner(double[] x) {
        InnerClasses tank = new InnerClasses(x[0]);
        InnerClasses other = new InnerClasses(x[1]);
        Tap a = tank.new Tap(x[1]);
        Tap b = other.new Tap(x[2]);
        Tap.Drop d = a.new Drop();
        return a.open() * b.open() + d.size() + tank.level * other.level + tank.used + other.log[0];
    }

    class Meter extends Tap {
        double read;

        Meter(InnerClasses elsewhere, double flow) {
            elsewhere.super(flow * 2);
            read = level + elsewhere.level * flow;
        }

        @Override
        double open() {
            return super.open() * read;
        }
    }

    static double innerOfAnother(double[] x) {
        InnerClasses here = new InnerClasses(x[0]);
        InnerClasses there = new InnerClasses(x[1]);
        Meter m = here.new Meter(there, x[2]);
        return m.open() + m.read * here.level + there.level;
    }

    static double anonymous(double[] x) {
        double scale = x[1] * 2;
        double[] memory = {x[0]};
        DoubleSupplier s = new DoubleSupplier() {
            private double last = scale;

            {
                memory[0] += last;
            }

            @Override
            public double getAsDouble() {
                double before = last;
                last = last * scale + memory[0];
                memory[0] = before;
                return last;
            }
        };
        return s.getAsDouble() + s.getAsDouble() * memory[0] * x[2];
    }

    static double localInLoop(double[] x) {
        List<DoubleSupplier> all = new ArrayList<>();
        for (double each : x) {
            double square = each * each;
            class Local implements DoubleSupplier {
                final double offset;

                Local(double offset) {
                    this.offset = offset;
                }

                @Override
                public double getAsDouble() {
                    return square + offset * each;
                }

                Local shifted() {
                    return new Local(offset + square);
                }
            }
            all.add(new Local(x[0]));
            all.add(new Local(each).shifted());
        }
        double y = 1;
        for (DoubleSupplier s : all) {
            y = y * 0.5 + s.getAsDouble();
        }
        return y;
    }

    static double localCapturesLater(double[] x) {
        double[] box = {x[0]};
        Supplier<Double> outer = new Supplier<>() {
            @Override
            public Double get() {
                class Inner {
                    double at = box[0];

                    double move() {
                        Runnable r = () -> at += box[0] * x[1];
                        r.run();
                        r.run();
                        return at;
                    }
                }
                return new Inner().move();
            }
        };
        double first = outer.get();
        box[0] = first * x[2];
        return first * outer.get();
    }

    static final class Outer<T extends Number> {
        private T held;
        private double sum;

        Outer(T held) {
            this.held = held;
        }

        final class Cursor {
            int steps;

            double next(T v) {
                steps++;
                T before = held;
                held = v;
                sum += before.doubleValue() * v.doubleValue();
                return sum * steps;
            }
        }

        Cursor cursor() {
            return new Cursor();
        }
    }

    static double innerOfGeneric(double[] x) {
        Outer<Double> o = new Outer<>(x[0]);
        Outer<Number> n = new Outer<>(x[1] * 2);
        Outer<Double>.Cursor c = o.cursor();
        Outer<Number>.Cursor d = n.cursor();
        return c.next(x[1]) + c.next(x[2] * x[0]) + d.next(3) * d.next(x[2]);
    }

    static final class Account {
        private double balance;
        private static double rate;

        private double pay(double v) {
            return balance += v * rate;
        }

        static final class Auditor {
            private double seen;

            private double audit(Account a, double v) {
                a.balance *= 2;
                rate += v;
                seen = a.pay(v);
                return seen;
            }
        }
    }

    static double privateOfNestmates(double[] x) {
        Account.rate = x[2];
        Account a = new Account();
        a.balance = x[0];
        Account.Auditor auditor = new Account.Auditor();
        double y = auditor.audit(a, x[1]) * a.pay(x[0]);
        return y + auditor.seen * Account.rate;
    }

    static List<Sample> all() {
        double[] x = {0.6, 1.3, 0.8};
        return List.of(
                Sample.of("inner", InnerClasses::inner, x),
                Sample.of("inner of another", InnerClasses::innerOfAnother, x),
                Sample.of("anonymous with state", InnerClasses::anonymous, x),
                Sample.of("local in a loop", InnerClasses::localInLoop, x),
                Sample.of("local in anonymous", InnerClasses::localCapturesLater, x),
                Sample.of("inner of generic", InnerClasses::innerOfGeneric, x),
                Sample.of("private members of nestmates", InnerClasses::privateOfNestmates, x));
    }
}
