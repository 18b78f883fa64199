package org.cotangent.runtime;

import java.util.List;

/// The code of a method cannot be had, or has a form that Cotangent does not read: no class file to be
/// found, a native method, a construct outside of what is supported so far.
public final class UnsupportedBytecode extends CotangentException {
    private static final long serialVersionUID = 1L;

    public UnsupportedBytecode(String what, List<String> where, String why, String mend) {
        super(what, where, why, mend);
    }
}
