package org.cotangent.ir.interpret;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.cotangent.ir.Callee;
import org.cotangent.ir.FieldRef;
import org.cotangent.ir.Op;
import org.jspecify.annotations.Nullable;

/// Calls by method handles, with the rights of a lookup (and of a private one in the owner, where it can be had).
public class LookupCalls implements Calls {
    private interface Find {
        MethodHandle in(MethodHandles.Lookup lookup) throws ReflectiveOperationException;
    }

    private record Access(String what, Object member) {}

    private final MethodHandles.Lookup lookup;
    private final Map<Access, MethodHandle> found = new HashMap<>();
    private final Map<ClassDesc, Class<?>> classes = new HashMap<>();
    /// Each `invokedynamic` is linked once.
    private final IdentityHashMap<Op, MethodHandle> sites = new IdentityHashMap<>();

    /// Calls on behalf of the class of `lookup`, whose code is run.
    public LookupCalls(MethodHandles.Lookup lookup) {
        this.lookup = lookup;
    }

    @Override
    public @Nullable Object invoke(Op.Invoke op, List<@Nullable Object> args) throws Throwable {
        Callee callee = op.callee();
        if (callee.isConstructor()) return initialize(callee);
        boolean receiver = op.kind() != Op.Invoke.Kind.STATIC;
        List<@Nullable Object> narrow = new ArrayList<>(args);
        for (int i = receiver ? 1 : 0; i < args.size(); i++) {
            narrow.set(i, Stack.narrow(args.get(i), callee.type().parameterType(receiver ? i - 1 : i)));
        }
        return handle(op).invokeWithArguments(narrow);
    }

    /// The constructor of a superclass, run by a constructor: only that of `Object` can be run on an object.
    private static @Nullable Object initialize(Callee callee) {
        if (callee.owner().descriptorString().equals("Ljava/lang/Object;")) return null;
        throw new Stuck("cannot run " + callee + " on an object that exists");
    }

    private MethodHandle handle(Op.Invoke op) throws Throwable {
        Callee callee = op.callee();
        Class<?> owner = classOf(callee.owner());
        MethodType type = methodType(callee.type().descriptorString());
        return find(new Access("call " + op.kind(), callee), owner, l -> switch (op.kind()) {
            case STATIC             -> l.findStatic(owner, callee.name(), type);
            case VIRTUAL, INTERFACE -> l.findVirtual(owner, callee.name(), type);
            case SPECIAL            -> l.findSpecial(owner, callee.name(), type, l.lookupClass());
        });
    }

    @Override
    public Object construct(Callee constructor, List<@Nullable Object> args) throws Throwable {
        Class<?> owner = classOf(constructor.owner());
        MethodType type = methodType(constructor.type().descriptorString());
        MethodHandle handle = find(new Access("new", constructor), owner, l -> l.findConstructor(owner, type));
        return handle.invokeWithArguments(narrow(args, constructor.type().parameterList()));
    }

    @Override
    public @Nullable Object invokeDynamic(Op.InvokeDynamic op, List<@Nullable Object> args) throws Throwable {
        MethodHandle site = sites.get(op);
        if (site == null) {
            site = link(op.site());
            sites.put(op, site);
        }
        return site.invokeWithArguments(narrow(args, op.site().invocationType().parameterList()));
    }

    private MethodHandle link(DynamicCallSiteDesc site) throws Throwable {
        List<@Nullable Object> args = new ArrayList<>();
        args.add(lookup);
        args.add(site.invocationName());
        args.add(methodType(site.invocationType().descriptorString()));
        for (ConstantDesc c : site.bootstrapArgs()) args.add(constant(c));
        if (!(constant(site.bootstrapMethod()) instanceof MethodHandle bootstrap)) throw new Stuck("no bootstrap");
        if (bootstrap.invokeWithArguments(args) instanceof CallSite made) return made.dynamicInvoker();
        throw new Stuck("no call site from " + site);
    }

    @Override
    public @Nullable Object link(Op.Link op, List<@Nullable Object> args) throws Throwable {
        throw new Stuck("nothing links " + op.target().name());
    }

    @Override
    public @Nullable Object getField(FieldRef field, @Nullable Object object) throws Throwable {
        Class<?> owner = classOf(field.owner());
        Class<?> type = classOf(field.type());
        return find(new Access("get", field), owner, l -> l.findGetter(owner, field.name(), type)).invoke(object);
    }

    @Override
    public @Nullable Object getStatic(FieldRef field) throws Throwable {
        Class<?> owner = classOf(field.owner());
        Class<?> type = classOf(field.type());
        return find(new Access("get static", field), owner, l -> l.findStaticGetter(owner, field.name(), type))
                .invoke();
    }

    @Override
    public void putField(FieldRef field, @Nullable Object object, @Nullable Object value) throws Throwable {
        Class<?> owner = classOf(field.owner());
        Class<?> type = classOf(field.type());
        find(new Access("put", field), owner, l -> l.findSetter(owner, field.name(), type))
                .invoke(object, Stack.narrow(value, field.type()));
    }

    @Override
    public void putStatic(FieldRef field, @Nullable Object value) throws Throwable {
        Class<?> owner = classOf(field.owner());
        Class<?> type = classOf(field.type());
        find(new Access("put static", field), owner, l -> l.findStaticSetter(owner, field.name(), type))
                .invoke(Stack.narrow(value, field.type()));
    }

    @Override
    public Class<?> classOf(ClassDesc desc) throws Throwable {
        Class<?> known = classes.get(desc);
        if (known != null) return known;
        Class<?> loaded = methodType("()" + desc.descriptorString()).returnType();
        classes.put(desc, loaded);
        return loaded;
    }

    @Override
    public @Nullable Object constant(ConstantDesc constant) throws Throwable {
        return switch (constant) {
            case Integer _, Long _, Float _, Double _ -> constant;
            case String s                             -> s.intern();
            case ClassDesc c                          -> classOf(c);
            default                                   -> constant.resolveConstantDesc(lookup);
        };
    }

    private MethodType methodType(String descriptor) {
        return MethodType.fromMethodDescriptorString(descriptor, lookup.lookupClass().getClassLoader());
    }

    private static List<@Nullable Object> narrow(List<@Nullable Object> args, List<ClassDesc> parameters) {
        List<@Nullable Object> narrow = new ArrayList<>();
        for (int i = 0; i < args.size(); i++) narrow.add(Stack.narrow(args.get(i), parameters.get(i)));
        return narrow;
    }

    /// What `find` finds with the rights of the lookup, or else with those of the owner.
    private MethodHandle find(Access access, Class<?> owner, Find find) {
        MethodHandle known = found.get(access);
        if (known != null) return known;
        MethodHandle handle = find(access, owner, find, lookup);
        found.put(access, handle);
        return handle;
    }

    private static MethodHandle find(Access access, Class<?> owner, Find find, MethodHandles.Lookup lookup) {
        try {
            return find.in(lookup).asFixedArity();
        } catch (ReflectiveOperationException first) {
            try {
                return find.in(MethodHandles.privateLookupIn(owner, lookup)).asFixedArity();
            } catch (ReflectiveOperationException | IllegalArgumentException second) {
                throw new Stuck("cannot " + access.what() + " " + access.member() + ": " + first);
            }
        }
    }
}
