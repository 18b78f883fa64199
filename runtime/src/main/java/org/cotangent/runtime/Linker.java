package org.cotangent.runtime;

import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/// Links the calls of derivative code when they are first executed.
public interface Linker {
    /// The call site for the call that was registered under `key`.
    CallSite link(MethodHandles.Lookup caller, String name, MethodType type, int key);

    /// The bootstrap method of all such calls: the linker is the first class datum of the class that holds the call.
    static CallSite bootstrap(MethodHandles.Lookup caller, String name, MethodType type, int key)
            throws IllegalAccessException {
        Linker linker = MethodHandles.classDataAt(caller, "_", Linker.class, 0);
        return linker.link(caller, name, type, key);
    }
}
