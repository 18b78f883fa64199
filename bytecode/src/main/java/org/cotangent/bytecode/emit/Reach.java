package org.cotangent.bytecode.emit;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.DynamicConstantDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.AccessFlag;
import java.util.List;
import java.util.Set;
import org.cotangent.bytecode.Hierarchy;
import org.cotangent.ir.Callee;
import org.cotangent.ir.FieldRef;
import org.cotangent.ir.Op;

/// What a hidden nestmate of a class may mention: what its package and its nest may, and what is public. Not what the
/// host inherits from another package, nor `super`: the nestmate is no subclass.
final class Reach {
    private final Class<?> host;
    private final String packageName;
    private final Hierarchy hierarchy;

    Reach(Class<?> host, Hierarchy hierarchy) {
        this.host = host;
        this.packageName = host.getPackageName();
        this.hierarchy = hierarchy;
    }

    /// Whether a class may be named. Classes that cannot be found may: that they are missing shows when they are needed.
    boolean isOpen(ClassDesc c) {
        ClassDesc element = c;
        for (ClassDesc inner = element.componentType(); inner != null; inner = element.componentType()) element = inner;
        return element.isPrimitive()
                || element.packageName().equals(packageName)
                || hierarchy.isPublic(element)
                || !hierarchy.isKnown(element);
    }

    boolean isOpen(MethodTypeDesc type) {
        return isOpen(type.returnType()) && type.parameterList().stream().allMatch(this::isOpen);
    }

    boolean isOpen(FieldRef ref) {
        if (!isOpen(ref.owner()) || !isOpen(ref.type())) return false;
        return hierarchy.resolve(ref).map(f -> isOpen(f.ref().owner(), f.flags())).orElse(true);
    }

    /// Whether a method may be called so.
    boolean isOpen(Op.Invoke.Kind kind, Callee callee) {
        if (callee.owner().isArray()) return true;
        if (!isOpen(callee.owner()) || !isOpen(callee.type())) return false;
        if (kind == Op.Invoke.Kind.SPECIAL && !callee.isConstructor()) return false;
        if (kind != Op.Invoke.Kind.SPECIAL && isPublic(kind, callee)) return true;
        return hierarchy.resolve(callee)
                .map(m -> isOpen(m.callee().owner(), m.flags()))
                .orElse(true);
    }

    /// Whether a method of the JDK is known to be public without reading class files.
    private static boolean isPublic(Op.Invoke.Kind kind, Callee callee) {
        if (!callee.owner().packageName().startsWith("java.")) return false;
        if (kind != Op.Invoke.Kind.VIRTUAL) return true;
        try {
            MethodHandles.Lookup anyone = MethodHandles.publicLookup();
            anyone.findVirtual(
                    (Class<?>) callee.owner().resolveConstantDesc(anyone),
                    callee.name(),
                    callee.type().resolveConstantDesc(anyone));
            return true;
        } catch (ReflectiveOperationException | LinkageError e) {
            return false;
        }
    }

    /// Whether a call of a `SPECIAL` method of this nest can be an ordinary one: it is private, so there is no choice.
    boolean isPrivateMate(Callee callee) {
        return hierarchy.declared(callee.owner(), callee)
                .filter(m -> m.isPrivate() && isMate(callee.owner()))
                .isPresent();
    }

    boolean isOpen(DynamicCallSiteDesc site) {
        return isOpen(site.invocationType()) && isOpen(site.bootstrapMethod())
                && areOpen(List.of(site.bootstrapArgs()));
    }

    private boolean areOpen(List<ConstantDesc> constants) {
        return constants.stream().allMatch(this::isOpen);
    }

    boolean isOpen(ConstantDesc constant) {
        return switch (constant) {
            case ClassDesc c                   -> isOpen(c);
            case MethodTypeDesc type           -> isOpen(type);
            case DirectMethodHandleDesc handle -> isOpen(handle);
            case DynamicConstantDesc<?> d ->
                    isOpen(d.constantType()) && isOpen(d.bootstrapMethod()) && areOpen(List.of(d.bootstrapArgs()));
            default -> true;
        };
    }

    private boolean isOpen(DirectMethodHandleDesc handle) {
        ClassDesc owner = handle.owner();
        return switch (handle.kind()) {
            case GETTER, SETTER, STATIC_GETTER, STATIC_SETTER ->
                    isOpen(new FieldRef(owner, handle.methodName(), fieldType(handle)));
            case STATIC, INTERFACE_STATIC                -> isOpen(Op.Invoke.Kind.STATIC, callee(handle));
            case VIRTUAL                                 -> isOpen(Op.Invoke.Kind.VIRTUAL, callee(handle));
            case INTERFACE_VIRTUAL                       -> isOpen(Op.Invoke.Kind.INTERFACE, callee(handle));
            case CONSTRUCTOR, SPECIAL, INTERFACE_SPECIAL -> isOpen(Op.Invoke.Kind.SPECIAL, callee(handle));
        };
    }

    static Callee callee(DirectMethodHandleDesc handle) {
        MethodTypeDesc type = MethodTypeDesc.ofDescriptor(handle.lookupDescriptor());
        String name = handle.kind() == DirectMethodHandleDesc.Kind.CONSTRUCTOR ? "<init>" : handle.methodName();
        return new Callee(handle.owner(), name, type, handle.isOwnerInterface());
    }

    private static ClassDesc fieldType(DirectMethodHandleDesc handle) {
        return ClassDesc.ofDescriptor(handle.lookupDescriptor());
    }

    private boolean isOpen(ClassDesc owner, Set<AccessFlag> flags) {
        if (flags.contains(AccessFlag.PUBLIC)) return true;
        if (flags.contains(AccessFlag.PRIVATE)) return isMate(owner);
        return owner.packageName().equals(packageName);
    }

    private boolean isMate(ClassDesc owner) {
        if (owner.descriptorString().equals(host.descriptorString())) return true;
        if (!owner.packageName().equals(packageName)) return false;
        try {
            String d = owner.descriptorString();
            String name = d.substring(1, d.length() - 1).replace('/', '.');
            return Class.forName(name, false, host.getClassLoader()).getNestHost() == host.getNestHost();
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
