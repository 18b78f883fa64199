package org.cotangent.opt;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cotangent.ir.Func;
import org.cotangent.ir.verify.Verifier;

/// Passes, one after the other; itself a pass, so that pipelines nest.
///
/// ```java
/// Pipeline.of(new LoopShape(), Pipeline.of(Simplify.keepingLoops(), new Reuse(), new DropDead()).untilStable())
/// ```
public final class Pipeline implements Pass {
    /// A function as a pass left it.
    public record Stage(String pass, Func f) {}

    private static final int MOST_ROUNDS = 20;

    private final List<Pass> passes;
    private final int rounds;
    private final boolean verified;

    private Pipeline(List<Pass> passes, int rounds, boolean verified) {
        this.passes = passes;
        this.rounds = rounds;
        this.verified = verified;
    }

    public static Pipeline of(Pass... passes) {
        return new Pipeline(List.of(passes), 1, false);
    }

    /// The same passes, again and again until none finds anything to do.
    public Pipeline untilStable() {
        return new Pipeline(passes, MOST_ROUNDS, verified);
    }

    /// The same passes, and after each that changes something the laws of the IR are checked.
    public Pipeline verified() {
        List<Pass> all = passes.stream()
                .map(p -> p instanceof Pipeline inner ? inner.verified() : p)
                .toList();
        return new Pipeline(all, rounds, true);
    }

    /// The same passes, but for those with these names.
    public Pipeline without(Set<String> names) {
        List<Pass> rest = passes.stream()
                .filter(p -> p instanceof Pipeline || !names.contains(p.name()))
                .map(p -> p instanceof Pipeline inner ? inner.without(names) : p)
                .toList();
        return new Pipeline(rest, rounds, verified);
    }

    @Override
    public String name() {
        return String.join(" ", passes.stream().map(Pass::name).toList());
    }

    @Override
    public Func apply(Func f) {
        return run(f, new ArrayList<>(), new IdentityHashMap<>());
    }

    /// What each pass that changed something made of `f`, in order.
    public List<Stage> stages(Func f) {
        List<Stage> stages = new ArrayList<>();
        run(f, stages, new IdentityHashMap<>());
        return stages;
    }

    /// `settled`: a function in which each pass will find nothing to do.
    private Func run(Func f, List<Stage> stages, Map<Pass, Func> settled) {
        Func now = f;
        for (int round = 0; round < rounds; round++) {
            Func before = now;
            for (Pass pass : passes) now = step(pass, now, stages, settled);
            if (now == before) break;
        }
        return now;
    }

    private Func step(Pass pass, Func f, List<Stage> stages, Map<Pass, Func> settled) {
        if (pass instanceof Pipeline inner) return inner.run(f, stages, settled);
        if (settled.get(pass) == f) return f;
        Func now = pass.apply(f);
        if (now == f || pass.settles()) settled.put(pass, now);
        if (now == f) return f;
        if (verified) Verifier.verify(now);
        stages.add(new Stage(pass.name(), now));
        return now;
    }
}
