package org.cotangent.engine;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a finding about a function object rests on: the classes of what it holds in final fields, as far as anybody looked. Another
/// object of its class for which they are the same is found to be the same.
final class Grounds {
    /// The field of that name of object number `of` held an object of that class (none: null), the next in number.
    private record Read(int of, String field, @Nullable WeakReference<Class<?>> held) {}

    private final List<Object> objects = new ArrayList<>();
    private final List<Read> reads = new ArrayList<>();

    /// Field `field` of `o` holds `held`; the first `o` is the function.
    void note(Object o, String field, @Nullable Object held) {
        if (objects.isEmpty()) objects.add(o);
        int of = 0;
        while (of < objects.size() && objects.get(of) != o) of++;
        if (of == objects.size()) return;
        reads.add(new Read(of, field, held == null ? null : new WeakReference<>(held.getClass())));
        objects.add(held == null ? this : held);
    }

    /// Forgets the objects themselves.
    Grounds settled() {
        objects.clear();
        return this;
    }

    /// Whether the same can be found of `function`.
    boolean hold(Object function) {
        List<Object> at = new ArrayList<>();
        at.add(function);
        for (Read r : reads) {
            Object held = Captured.read(at.get(r.of()), r.field());
            if (held == null ? r.held() != null : r.held() == null || r.held().get() != held.getClass()) return false;
            at.add(held == null ? this : held);
        }
        return true;
    }
}
