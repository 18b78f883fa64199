package org.cotangent.ad;

import org.cotangent.ir.Target;

/// Code that knows nothing of the derivative that runs, if `isAside`: it leaves the tape alone, and so does all that it calls.
public interface Aside extends Target {
    default boolean isAside() {
        return true;
    }
}
