package org.cotangent;

import org.cotangent.engine.Evaluation;
import org.cotangent.engine.Story;
import org.jspecify.annotations.Nullable;

/// The pushforward of a mapping.
final class PushforwardOf<A, B> extends OfFunction<Mapping<A, B>> implements Pushforward<A, B> {
    private static final long serialVersionUID = 1;

    PushforwardOf(Mapping<A, B> f) {
        super(f);
    }

    @Override
    @SuppressWarnings("unchecked")
    public ValueAndTangent<B> apply(A x, A dx) {
        @Nullable
        Object[] both = Evaluation.pushforward(codes(), f, x, dx);
        return new ValueAndTangent<>((B) both[0], (B) both[1]);
    }

    @Override
    public Explanation explain() {
        return new ExplanationOf(Story.ofPushforward(codes(), f));
    }
}
