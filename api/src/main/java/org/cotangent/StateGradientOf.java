package org.cotangent;

import java.util.Objects;
import org.cotangent.engine.Codes;
import org.cotangent.engine.Found;
import org.cotangent.engine.State;
import org.cotangent.engine.Story;
import org.cotangent.engine.Wrapper;
import org.jspecify.annotations.Nullable;

/// The gradient of an objective with respect to memory that it reaches by itself.
final class StateGradientOf<A, W> implements StateGradient<A, W>, Wrapper {
    private static final long serialVersionUID = 1;

    private final Objective<A> f;
    private final transient Object wrt;
    private transient @Nullable Codes codes;

    StateGradientOf(Objective<A> f, W wrt) {
        this.f = Objects.requireNonNull(f, "f");
        this.wrt = Objects.requireNonNull(wrt, "wrt");
        State.requireNumbers(wrt);
    }

    private Codes codes() {
        Codes c = codes;
        if (c == null) codes = c = Codes.of(f);
        return c;
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
        return new TangentsOf<>(y, found.flat(), found.paths());
    }

    @Override
    public Explanation explain() {
        return new ExplanationOf(Story.ofGradient(codes(), f));
    }

    @Override
    public Object inner() {
        return f;
    }

    private Object writeReplace() throws java.io.ObjectStreamException {
        throw new java.io.NotSerializableException("a gradient with respect to state names objects by identity");
    }
}
