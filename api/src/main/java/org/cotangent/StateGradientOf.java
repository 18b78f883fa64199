package org.cotangent;

import java.util.Objects;
import org.cotangent.engine.Found;
import org.cotangent.engine.State;
import org.cotangent.engine.Story;
import org.cotangent.engine.Wrapper;

/// The gradient of an objective with respect to memory that it reaches by itself.
final class StateGradientOf<A, W> extends OfFunction<Objective<A>> implements StateGradient<A, W>, Wrapper {
    private static final long serialVersionUID = 1;

    private final transient Object wrt;

    StateGradientOf(Objective<A> f, W wrt) {
        super(f);
        this.wrt = Objects.requireNonNull(wrt, "wrt");
        State.requireNumbers(wrt);
    }

    @Override
    @SuppressWarnings("unchecked")
    public W apply(A x) {
        Object[] gradient = new Object[1];
        State.gradient(codes(), f, x, wrt, gradient);
        return (W) gradient[0];
    }

    @Override
    @SuppressWarnings("unchecked")
    public ValueAndGradient<W> valueAndGradient(A x) {
        Object[] gradient = new Object[1];
        double y = State.gradient(codes(), f, x, wrt, gradient);
        return new ValueAndGradient<>(y, (W) gradient[0]);
    }

    @Override
    public Tangents<W> tangents(A x) {
        Found found = new Found();
        double y = State.tangents(codes(), f, x, wrt, found);
        return new TangentsOf<>(y, found);
    }

    @Override
    public Explanation explain() {
        return new ExplanationOf(Story.ofGradient(codes(), f));
    }

    private Object writeReplace() throws java.io.ObjectStreamException {
        throw new java.io.NotSerializableException("a gradient with respect to state names objects by identity");
    }
}
