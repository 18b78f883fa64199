package org.cotangent.engine;

import java.lang.constant.ClassDesc;
import java.util.Optional;
import java.util.Set;
import org.cotangent.ad.Construction;
import org.cotangent.ad.Guard;
import org.cotangent.ad.Treatment;
import org.cotangent.ad.World;
import org.cotangent.ir.Callee;
import org.cotangent.ir.FieldRef;
import org.cotangent.ir.Func;
import org.cotangent.ir.Op;
import org.cotangent.ir.Target;

/// The same program, whose own methods note what they compute ([Noting]). What is asked about methods other than their code is
/// answered for the program as it stands.
record NotedWorld(World world, Noting noting) implements World {
    private static final Set<String> OURS =
            Set.of("org.cotangent", "org.cotangent.engine", "org.cotangent.runtime", "org.cotangent.rules");

    private Func noted(Callee callee, Func f) {
        String home = callee.owner().isClassOrInterface() ? callee.owner().packageName() : "";
        boolean ours = OURS.contains(home) || home.startsWith("org.cotangent.rules.");
        return ours || Jdk.isJdk(callee.owner()) || Lambdas.isLambda(callee.owner()) ? f : noting.apply(f);
    }

    @Override
    public Optional<Func> body(Callee callee) {
        return world.body(callee).map(f -> noted(callee, f));
    }

    @Override
    public Optional<Func> inlined(Op.Invoke call, Callee host) {
        if (Noting.isNotes(call.callee().owner())) return Optional.empty();
        return world.inlined(call, host).map(f -> noted(call.callee(), f));
    }

    @Override
    public Optional<Func> constructor(Op.Invoke call, Callee host) {
        return world.constructor(call, host).map(f -> noted(call.callee(), f));
    }

    @Override
    public Optional<Op> on(ClassDesc receiver, Op.Invoke call) {
        return world.on(receiver, call);
    }

    @Override
    public Optional<ClassDesc> made(Target target) {
        return world.made(target);
    }

    @Override
    public boolean isFinal(FieldRef field) {
        return world.isFinal(field);
    }

    @Override
    public boolean isSettled(FieldRef field) {
        return world.isSettled(field);
    }

    @Override
    public boolean isMadeBefore(FieldRef field) {
        return world.isMadeBefore(field);
    }

    @Override
    public Construction construction(ClassDesc desc) {
        return world.construction(desc);
    }

    @Override
    public Treatment of(Op op) {
        return world.of(op);
    }

    @Override
    public Optional<Guard> marks(Op call) {
        return world.marks(call);
    }

    @Override
    public int index(FieldRef field, boolean isStatic) {
        return world.index(field, isStatic);
    }

    @Override
    public int size(ClassDesc desc) {
        return world.size(desc);
    }

    @Override
    public ClassDesc declaring(FieldRef field, boolean isStatic) {
        return world.declaring(field, isStatic);
    }
}
