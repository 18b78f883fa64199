package org.cotangent.ir;

import java.util.Optional;

/// Where the bodies of methods come from.
public interface Bodies {
    /// The function that `callee` names exactly (its owner declares it), or empty if it has no bytecode here (native,
    /// abstract, no such method, no class file).
    Optional<Func> body(Callee callee);
}
