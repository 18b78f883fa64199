package org.cotangent.bytecode.emit;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.DynamicConstantDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cotangent.ir.Callee;
import org.cotangent.ir.FieldRef;
import org.cotangent.ir.Op;
import org.cotangent.ir.Type;
import org.cotangent.runtime.UnsupportedBytecode;
import org.jspecify.annotations.Nullable;

/// The class data of a hidden class: what its definer gives it, then constants which it may use but not name.
final class Handles {
    /// A method handle in the class data, and its type without the classes that may not be named.
    record Handle(ConstantDesc constant, MethodTypeDesc type) {}

    /// Makes a handle with a lookup.
    private interface Source {
        MethodHandle with(Lookup lookup) throws ReflectiveOperationException;
    }

    private final Lookup host;
    private final Reach reach;
    private final List<@Nullable Object> data = new ArrayList<>();
    private final Map<Object, Handle> known = new HashMap<>();

    Handles(Lookup host, Reach reach, @Nullable Object first) {
        this.host = host;
        this.reach = reach;
        data.add(first);
    }

    /// All of it.
    List<@Nullable Object> data() {
        return data;
    }

    Handle getter(FieldRef f) {
        return handle(List.of("get", f), f.owner(), l -> l.findGetter(load(f.owner()), f.name(), load(f.type())));
    }

    Handle setter(FieldRef f) {
        return handle(List.of("set", f), f.owner(), l -> l.findSetter(load(f.owner()), f.name(), load(f.type())));
    }

    Handle staticGetter(FieldRef f) {
        return handle(List.of("get", f), f.owner(), l -> l.findStaticGetter(load(f.owner()), f.name(), load(f.type())));
    }

    Handle staticSetter(FieldRef f) {
        return handle(List.of("set", f), f.owner(), l -> l.findStaticSetter(load(f.owner()), f.name(), load(f.type())));
    }

    Handle constructor(Callee c) {
        return handle(List.of("new", c), c.owner(), l -> l.findConstructor(load(c.owner()), type(c.type())));
    }

    Handle method(Op.Invoke.Kind kind, Callee c) {
        return handle(List.of(kind, c), c.owner(), l -> switch (kind) {
            case STATIC             -> l.findStatic(load(c.owner()), c.name(), type(c.type()));
            case VIRTUAL, INTERFACE -> l.findVirtual(load(c.owner()), c.name(), type(c.type()));
            case SPECIAL            -> l.findSpecial(load(c.owner()), c.name(), type(c.type()), l.lookupClass());
        });
    }

    Handle newArray(ClassDesc component) {
        return handle(List.of("array", component), component,
                _ -> MethodHandles.arrayConstructor(load(component.arrayType())));
    }

    Handle isInstance(ClassDesc c) {
        return handle(List.of("is", c), c, _ -> MethodHandles.lookup()
                .findVirtual(Class.class, "isInstance", MethodType.methodType(boolean.class, Object.class))
                .bindTo(load(c)));
    }

    Handle cast(ClassDesc c) {
        return handle(List.of("cast", c), c,
                _ -> MethodHandles.identity(load(c)).asType(MethodType.methodType(load(c), Object.class)));
    }

    /// What a call site calls, linked now, by the class that its bootstrap arguments belong to.
    Handle site(DynamicCallSiteDesc site) {
        ClassDesc owner = owner(site);
        return handle(site, owner, l -> {
            List<Object> all = new ArrayList<>();
            all.add(l);
            all.add(site.invocationName());
            all.add(site.invocationType().resolveConstantDesc(l));
            for (ConstantDesc c : site.bootstrapArgs()) all.add(c.resolveConstantDesc(l));
            MethodHandle bootstrap = site.bootstrapMethod().resolveConstantDesc(l);
            try {
                return ((CallSite) bootstrap.invokeWithArguments(all)).dynamicInvoker();
            } catch (ReflectiveOperationException | RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static ClassDesc owner(DynamicCallSiteDesc site) {
        for (ConstantDesc c : site.bootstrapArgs()) {
            if (c instanceof DirectMethodHandleDesc h) return h.owner();
        }
        return ConstantDescs.CD_Object;
    }

    /// A constant that is resolved now.
    ConstantDesc constant(ConstantDesc c, Type type) {
        ClassDesc owner = c instanceof ClassDesc named ? named : ConstantDescs.CD_Object;
        ClassDesc of = c instanceof DirectMethodHandleDesc h ? h.owner() : owner;
        try {
            data.add(c.resolveConstantDesc(host));
        } catch (ReflectiveOperationException e) {
            try {
                data.add(c.resolveConstantDesc(Hosts.lookup(load(of))));
            } catch (ReflectiveOperationException again) {
                throw closed(String.valueOf(c), again);
            }
        }
        return at(data.size() - 1, type.desc());
    }

    private Handle handle(Object key, ClassDesc owner, Source source) {
        Handle before = known.get(key);
        if (before != null) return before;
        MethodHandle made = make(key, owner, source);
        MethodType type = made.type();
        for (int i = 0; i < type.parameterCount(); i++) {
            if (!isOpen(type.parameterType(i))) type = type.changeParameterType(i, Object.class);
        }
        if (!isOpen(type.returnType())) type = type.changeReturnType(Object.class);
        data.add(made.asType(type));
        MethodTypeDesc desc = MethodTypeDesc.ofDescriptor(type.toMethodDescriptorString());
        Handle h = new Handle(at(data.size() - 1, ConstantDescs.CD_MethodHandle), desc);
        known.put(key, h);
        return h;
    }

    private boolean isOpen(Class<?> c) {
        return c.describeConstable().filter(reach::isOpen).isPresent();
    }

    private static ConstantDesc at(int index, ClassDesc type) {
        return DynamicConstantDesc.ofNamed(ConstantDescs.BSM_CLASS_DATA_AT, ConstantDescs.DEFAULT_NAME, type, index);
    }

    /// With the host's lookup, which is one of a subclass for what is inherited; or else with one of the owner's.
    private MethodHandle make(Object what, ClassDesc owner, Source source) {
        try {
            return source.with(host);
        } catch (ReflectiveOperationException e) {
            try {
                return source.with(Hosts.lookup(load(owner)));
            } catch (ReflectiveOperationException again) {
                throw closed(String.valueOf(what), again);
            }
        }
    }

    private UnsupportedBytecode closed(String what, ReflectiveOperationException cause) {
        UnsupportedBytecode e = new UnsupportedBytecode(
                "code beside " + host.lookupClass().getName() + " cannot reach " + what,
                List.of(),
                String.valueOf(cause.getMessage()),
                "");
        e.initCause(cause);
        return e;
    }

    private Class<?> load(ClassDesc desc) throws ReflectiveOperationException {
        return type(MethodTypeDesc.of(desc)).returnType();
    }

    private MethodType type(MethodTypeDesc desc) throws ReflectiveOperationException {
        return MethodType.fromMethodDescriptorString(desc.descriptorString(), host.lookupClass().getClassLoader());
    }
}
