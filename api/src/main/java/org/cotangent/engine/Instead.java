package org.cotangent.engine;

import java.util.Optional;
import org.cotangent.ir.Callee;

final class Instead {
    static Optional<Callee> of(Callee c) {
        return Optional.empty();
    }
}
