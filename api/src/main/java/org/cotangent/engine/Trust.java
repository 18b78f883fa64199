package org.cotangent.engine;

import java.util.HashSet;
import java.util.Set;
import org.cotangent.ir.Callee;
import org.cotangent.ir.FieldRef;

/// What [Effects] took on trust.
///
/// @param calls those that were taken to mean what the static type declares, which an object of another class may override
/// @param statics fields by which they come to such objects
record Trust(Set<Callee> calls, Set<FieldRef> statics) {
    static final Trust NONE = new Trust(Set.of(), Set.of());

    Trust and(Trust more) {
        if (calls.containsAll(more.calls) && statics.containsAll(more.statics)) return this;
        return new Trust(union(calls, more.calls), union(statics, more.statics));
    }

    private static <T> Set<T> union(Set<T> some, Set<T> more) {
        Set<T> all = new HashSet<>(some);
        all.addAll(more);
        return all;
    }
}
