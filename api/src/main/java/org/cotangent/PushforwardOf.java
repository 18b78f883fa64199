package org.cotangent;

import java.util.Objects;
import org.cotangent.engine.Codes;
import org.cotangent.engine.Evaluation;
import org.cotangent.engine.Story;
import org.jspecify.annotations.Nullable;

/// The pushforward of a mapping.
final class PushforwardOf<A, B> implements Pushforward<A, B> {
    private static final long serialVersionUID = 1;

    private final Mapping<A, B> f;
    private transient @Nullable Codes codes;

    PushforwardOf(Mapping<A, B> f) {
        this.f = Objects.requireNonNull(f, "f");
    }

    private Codes codes() {
        Codes c = codes;
        if (c == null) codes = c = Codes.of(f);
        return c;
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
