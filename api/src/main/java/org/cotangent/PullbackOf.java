package org.cotangent;

import org.cotangent.engine.Applied;
import org.cotangent.engine.Story;
import org.cotangent.engine.Wrapper;

/// The pullback of a mapping.
final class PullbackOf<A, B> extends OfFunction<Mapping<A, B>> implements Pullback<A, B> {
    private static final long serialVersionUID = 1;

    PullbackOf(Mapping<A, B> f) {
        super(f);
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // a mapping may give null
    public ValueAndPullback<A, B> apply(A x) {
        Applied applied = Applied.run(codes(), f, x);
        return new ValueAndPullback<>((B) applied.value(), new Back<>(f, applied));
    }

    @Override
    public Explanation explain() {
        return new ExplanationOf(Story.ofPullback(codes(), f));
    }

    /// The way back from one point. Its applications wait for each other, since they share a tape.
    private static final class Back<A, B> implements Mapping<B, A>, Wrapper {
        private static final long serialVersionUID = 1;

        private final transient Object f;
        private final transient Applied applied;

        Back(Object f, Applied applied) {
            this.f = f;
            this.applied = applied;
        }

        @Override
        @SuppressWarnings({"unchecked", "NullAway"}) // an argument may be null
        public A apply(B yBar) {
            synchronized (applied) {
                return (A) applied.back(yBar);
            }
        }

        @Override
        public Object inner() {
            return f;
        }

        private Object writeReplace() throws java.io.ObjectStreamException {
            throw new java.io.NotSerializableException("a pullback at one point holds its tape");
        }
    }
}
