package org.cotangent.engine;

import java.util.Optional;
import org.cotangent.runtime.Context;
import org.jspecify.annotations.Nullable;

final class Callbacks {
    Optional<String> whyNot(Boundary.Check check, @Nullable Object[] operands, Context context) {
        return Optional.empty();
    }
}
