package org.cotangent.samples;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.cotangent.samples.elsewhere.Elsewhere;
import org.cotangent.samples.elsewhere.Widened;

/// Megamorphic sites, receivers and activity that change between rounds, `super` across packages, private members.
final class Dispatching {
    private Dispatching() {}

    abstract static class Op {
        double state;

        abstract double run(double v);
    }

    static Op op(int kind, double w) {
        return switch (kind) {
            case 0 -> new Op() {
                @Override
                double run(double v) {
                    return v * w;
                }
            };
            case 1 -> new Op() {
                @Override
                double run(double v) {
                    state += v;
                    return state * 0.1;
                }
            };
            case 2 -> new Op() {
                final double[] row = {w, 1};

                @Override
                double run(double v) {
                    row[0] *= 0.9;
                    return row[0] + v;
                }
            };
            case 3 -> new Op() {
                @Override
                double run(double v) {
                    return Math.sin(v) + kind;
                }
            };
            case 4 -> new Op() {
                @Override
                double run(double v) {
                    return 2;
                }
            };
            case 5 -> new Op() {
                int calls;

                @Override
                double run(double v) {
                    return ++calls * v / w;
                }
            };
            default -> new Op() {
                @Override
                double run(double v) {
                    return op(kind % 6, v).run(w);
                }
            };
        };
    }

    static double megamorphic(double[] x) {
        Op[] ops = new Op[11];
        for (int i = 0; i < ops.length; i++) {
            ops[i] = op(i, x[i % 3]);
        }
        double y = x[0];
        for (int i = 0; i < 60; i++) {
            y = ops[(i * 7) % ops.length].run(y) * 0.4 + 0.1;
        }
        return y;
    }

    static double activityChanges(double[] x) {
        double y = 0;
        double[] row = {1, 2};
        Op o = op(0, 3);
        DoubleUnaryOperator f = v -> v * 2;
        for (int i = 0; i < 6; i++) {
            y += o.run(row[i % 2]) + f.applyAsDouble(row[0]);
            if (i == 2) {
                row[1] = x[0];
            }
            if (i == 3) {
                o = op(0, x[1]);
                f = v -> v * x[2];
            }
            if (i == 4) {
                o = op(4, 0);
            }
        }
        return y;
    }

    static double mixedReceivers(double[] x) {
        List<Object> all = new ArrayList<>(List.of(op(0, x[0]), (DoubleUnaryOperator) Math::cos, op(3, 1)));
        all.add((DoubleUnaryOperator) v -> v + x[1]);
        all.add(new DoubleUnaryOperator() {
            @Override
            public double applyAsDouble(double v) {
                return v * v * x[2];
            }
        });
        double y = 1;
        for (int i = 0; i < 10; i++) {
            Object o = all.get(i % all.size());
            y = (o instanceof Op p ? p.run(y) : ((DoubleUnaryOperator) o).applyAsDouble(y)) + 0.2;
        }
        return y;
    }

    static final class Beyond extends Elsewhere {
        Beyond(double v) {
            super(v);
            level *= 2;
            bump(level);
        }

        @Override
        protected double shape(double v) {
            level += 0.5 * v;
            return super.shape(v) * scaled(level) + count;
        }

        DoubleUnaryOperator reference() {
            return this::scaled;
        }

        DoubleUnaryOperator above() {
            return super::shape;
        }

        double packagePrivate(double v) {
            return v * 3;
        }
    }

    static double acrossPackages(double[] x) {
        Beyond.resetShared();
        Elsewhere e = new Beyond(x[0]);
        Beyond b = (Beyond) e;
        double y = e.run(x[1]) + b.reference().applyAsDouble(x[2]) * b.above().applyAsDouble(x[0]);
        return y + e.run(y * 0.1) + b.packagePrivate(x[1]) + e.callsPackagePrivate(x[2]);
    }

    static double packagePrivateSuperclass(double[] x) {
        Widened w = new Widened();
        w.weight = x[0];
        w.add(x[1]);
        Widened.total += x[2];
        return w.weight * w.add(x[2]) + w.value() * Widened.total + Widened.reset();
    }

    private double secret;

    private double secret(double v) {
        secret += v;
        return secret * v;
    }

    static double privateMembers(double[] x) {
        Dispatching d = new Dispatching();
        Other o = new Other();
        return o.peek(d, x[0]) * d.secret + o.peek(d, x[1]) + Other.hidden(x[2]);
    }

    static final class Other {
        double peek(Dispatching d, double v) {
            d.secret *= 2;
            DoubleUnaryOperator f = d::secret;
            return d.secret(v) + f.applyAsDouble(v);
        }

        private static double hidden(double v) {
            return v * v;
        }
    }

    interface Deep {
        default double m(double v) {
            return v * 2;
        }
    }

    interface Deeper extends Deep {
        @Override
        default double m(double v) {
            return Deep.super.m(v) + 1;
        }

        private double own(double v) {
            return m(v) * v;
        }

        default double both(double v) {
            Deeper other = w -> w * v;
            return own(v) + other.own2(v) + other.m(v);
        }

        double own2(double v);
    }

    static final class Deepest implements Deeper {
        @Override
        public double m(double v) {
            return Deeper.super.m(v * v);
        }

        @Override
        public double own2(double v) {
            return Deeper.super.both(v) * 0 + v;
        }
    }

    static double interfaceSupers(double[] x) {
        Deeper d = new Deepest();
        Deep e = d;
        return d.m(x[0]) * e.m(x[1]) + d.both(x[2]);
    }

    static double nullReceiver(double[] x) {
        Op[] all = {op(0, x[1]), null, op(1, x[2])};
        double y = x[0];
        for (Op o : all) {
            try {
                y = o.run(y) + 1;
            } catch (NullPointerException e) {
                y *= x[2];
            }
        }
        return y;
    }

    static final class Plain {
        double big(double v) {
            double s = 0;
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 2; j++) {
                    s = recursive(s * v + i, j);
                }
            }
            return s;
        }

        double small(double v) {
            return v * v;
        }

        private double recursive(double v, int n) {
            return n == 0 ? v : recursive(v * 0.5 + 1, n - 1);
        }
    }

    static double nullReceivers(double[] x) {
        double y = x[0];
        Plain p = x.length > 5 ? new Plain() : null;
        DoubleUnaryOperator f = x.length > 5 ? v -> v : null;
        for (int i = 0; i < 6; i++) {
            try {
                y = y * x[1];
                y = switch (i) {
                    case 0  -> p.small(y);
                    case 1  -> p.big(y);
                    case 2  -> p.recursive(y, 2);
                    case 3  -> f.applyAsDouble(y);
                    case 4  -> ((Deep) null).m(y);
                    default -> new Plain().big(y);
                };
            } catch (NullPointerException e) {
                y += x[2];
            }
        }
        return y;
    }

    static List<Sample> all() {
        double[] x = {0.6, 1.3, 0.8};
        return List.of(
                Sample.of("megamorphic", Dispatching::megamorphic, x),
                Sample.of("activity that changes", Dispatching::activityChanges, x),
                Sample.of("mixed receivers", Dispatching::mixedReceivers, x),
                Sample.of("protected across packages", Dispatching::acrossPackages, x),
                Sample.of("superclass nobody may name", Dispatching::packagePrivateSuperclass, x),
                Sample.of("private members", Dispatching::privateMembers, x),
                Sample.of("super of interfaces", Dispatching::interfaceSupers, x),
                Sample.of("null receiver", Dispatching::nullReceiver, x),
                Sample.of("null receivers of every kind", Dispatching::nullReceivers, x));
    }
}
