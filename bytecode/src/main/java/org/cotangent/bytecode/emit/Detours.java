package org.cotangent.bytecode.emit;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodHandleDesc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cotangent.ir.Block;
import org.cotangent.ir.Callee;
import org.cotangent.ir.Func;
import org.cotangent.ir.Let;
import org.cotangent.ir.Op;
import org.cotangent.ir.Type;
import org.cotangent.ir.Value;

/// What a hidden nestmate may not do itself goes through constant method handles that its host may have: a let becomes
/// an `invokeExact` of a handle in the class data.
final class Detours {
    private static final ClassDesc METHOD_HANDLE = ConstantDescs.CD_MethodHandle;

    private final Reach reach;
    private final Handles handles;
    private final Map<Value, Value> renamed = new HashMap<>();
    private final Map<Value, Callee> constructors = new HashMap<>();
    private int nextId;

    /// Handles are taken from, and kept in, `handles`.
    Detours(Reach reach, Handles handles) {
        this.reach = reach;
        this.handles = handles;
    }

    /// The same function as the nestmate may execute it.
    Func apply(Func f) {
        nextId = f.valueBound();
        renamed.clear();
        findConstructors(f);
        boolean changed = false;
        List<Block> blocks = new ArrayList<>();
        for (Block b : f.blocks()) {
            List<Let> lets = new ArrayList<>();
            for (Let let : b.lets()) add(let, lets);
            boolean same = lets.equals(b.lets());
            changed |= !same;
            blocks.add(same ? b : b.with(lets, b.exit()));
        }
        if (!changed) return f;
        List<Block> all = renamed.isEmpty()
                ? blocks
                : blocks.stream().map(b -> b.map(v -> renamed.getOrDefault(v, v))).toList();
        return new Func(f.name(), f.result(), List.copyOf(all), nextId);
    }

    private void add(Let let, List<Let> lets) {
        switch (let.op()) {
            case Op.Invoke(var kind, var callee, var args)       -> invoke(let, kind, callee, args, lets);
            case Op.GetField(var f, var o) when !reach.isOpen(f) -> call(let, handles.getter(f), List.of(o), lets);
            case Op.PutField(var f, var o, var v) when !reach.isOpen(f) ->
                    call(let, handles.setter(f), List.of(o, v), lets);
            case Op.GetStatic(var f) when !reach.isOpen(f) -> call(let, handles.staticGetter(f), List.of(), lets);
            case Op.PutStatic(var f, var v) when !reach.isOpen(f) ->
                    call(let, handles.staticSetter(f), List.of(v), lets);
            case Op.New _ when isMadeElsewhere(let.result()) -> {}
            case Op.NewArray(var c, var n) when !reach.isOpen(c) -> call(let, handles.newArray(c), List.of(n), lets);
            case Op.InstanceOf(var c, var x) when !reach.isOpen(c) ->
                    call(let, handles.isInstance(c), List.of(x), lets);
            case Op.Cast(var c, var x) when !reach.isOpen(c) -> call(let, handles.cast(c), List.of(x), lets);
            case Op.Const(var c, var type) when !reach.isOpen(c) ->
                    lets.add(new Let(let.result(), new Op.Const(handles.constant(c, type), type), let.origin()));
            case Op.InvokeDynamic(var site, var args) -> link(let, site, args, lets);
            default                                   -> lets.add(let);
        }
    }

    // ---- objects --------------------------------------------------------------------------------------------

    /// Finds the constructors that run on new objects.
    private void findConstructors(Func f) {
        constructors.clear();
        for (Block b : f.blocks()) {
            for (Let let : b.lets()) {
                if (let.op() instanceof Op.Invoke(_, var callee, var args) && callee.isConstructor()) {
                    constructors.put(args.getFirst(), callee);
                }
            }
        }
    }

    /// Whether the object is made, with its constructor, by a handle: where the constructor was called.
    private boolean isMadeElsewhere(Value object) {
        Callee constructor = constructors.get(object);
        return constructor != null && !reach.isOpen(Op.Invoke.Kind.SPECIAL, constructor);
    }

    // ---- calls ----------------------------------------------------------------------------------------------

    private void invoke(Let let, Op.Invoke.Kind kind, Callee callee, List<Value> args, List<Let> lets) {
        if (callee.isConstructor() && isMadeElsewhere(args.getFirst())) {
            Handles.Handle h = handles.constructor(callee);
            Value object = args.getFirst();
            Value made = new Value(nextId++, Type.of(h.type().returnType()), object.hint(), object.linear());
            renamed.put(object, made);
            call(new Let(made, let.op(), let.origin()), h, args.subList(1, args.size()), lets);
        } else if (reach.isOpen(kind, callee)) {
            lets.add(let);
        } else if (kind == Op.Invoke.Kind.SPECIAL && reach.isPrivateMate(callee)) {
            Op.Invoke.Kind ordinary = callee.inInterface() ? Op.Invoke.Kind.INTERFACE : Op.Invoke.Kind.VIRTUAL;
            lets.add(new Let(let.result(), new Op.Invoke(ordinary, callee, args), let.origin()));
        } else {
            call(let, handles.method(kind, callee), args, lets);
        }
    }

    private void call(Let let, Handles.Handle h, List<Value> args, List<Let> lets) {
        Type.Ref type = new Type.Ref(METHOD_HANDLE);
        Value handle = new Value(nextId++, type, "", false);
        lets.add(new Let(handle, new Op.Const(h.constant(), type), let.origin()));
        List<Value> all = new ArrayList<>();
        all.add(handle);
        all.addAll(args);
        Callee exact = Callee.of(METHOD_HANDLE, "invokeExact", h.type());
        lets.add(new Let(let.result(), new Op.Invoke(Op.Invoke.Kind.VIRTUAL, exact, List.copyOf(all)), let.origin()));
    }

    private void link(Let let, DynamicCallSiteDesc site, List<Value> args, List<Let> lets) {
        ConstantDesc[] constants = site.bootstrapArgs();
        boolean changed = false;
        for (int i = 0; i < constants.length; i++) {
            ConstantDesc c = constants[i] instanceof DirectMethodHandleDesc h ? ordinary(h) : constants[i];
            changed |= c != constants[i];
            constants[i] = c;
        }
        DynamicCallSiteDesc made = changed ? site.withArgs(constants) : site;
        if (!reach.isOpen(made)) call(let, handles.site(made), args, lets);
        else if (changed) lets.add(new Let(let.result(), new Op.InvokeDynamic(made, args), let.origin()));
        else lets.add(let);
    }

    /// The same handle, where private methods of the nest are called as such.
    private DirectMethodHandleDesc ordinary(DirectMethodHandleDesc h) {
        DirectMethodHandleDesc.Kind kind = switch (h.kind()) {
            case SPECIAL           -> DirectMethodHandleDesc.Kind.VIRTUAL;
            case INTERFACE_SPECIAL -> DirectMethodHandleDesc.Kind.INTERFACE_VIRTUAL;
            default                -> h.kind();
        };
        if (kind == h.kind() || !reach.isPrivateMate(Reach.callee(h))) return h;
        return MethodHandleDesc.of(kind, h.owner(), h.methodName(), h.lookupDescriptor());
    }
}
