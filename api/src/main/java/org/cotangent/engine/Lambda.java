package org.cotangent.engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.util.Optional;
import org.cotangent.ir.Callee;
import org.cotangent.ir.Op;

/// What a lambda or method reference does: calls `implementation` with what it has captured, then with its arguments.
///
/// @param samName the name of the interface's method
/// @param samType its erased type
/// @param kind how the implementation is called; `SPECIAL` with a constructor makes a new object
/// @param captured the types of what was captured, in order
/// @param instantiated the types of the arguments and result that the lambda was made for
public record Lambda(
        String samName,
        MethodTypeDesc samType,
        Op.Invoke.Kind kind,
        Callee implementation,
        MethodTypeDesc captured,
        MethodTypeDesc instantiated) {

    /// What `function` does, if it is a serializable lambda: such a one tells.
    static Optional<Lambda> of(Object function) {
        Optional<Lambda> reflected = Reflected.lambda(function.getClass());
        if (reflected.isPresent()) return reflected;
        if (!(function instanceof Serializable)) return Optional.empty();
        return serialized(function).map(Lambda::of);
    }

    private static Lambda of(SerializedLambda s) {
        ClassDesc owner = ClassDesc.ofInternalName(s.getImplClass());
        Op.Invoke.Kind kind = kind(s.getImplMethodKind());
        Callee implementation = new Callee(
                owner,
                s.getImplMethodName(),
                MethodTypeDesc.ofDescriptor(s.getImplMethodSignature()),
                kind == Op.Invoke.Kind.INTERFACE);
        return new Lambda(
                s.getFunctionalInterfaceMethodName(),
                MethodTypeDesc.ofDescriptor(s.getFunctionalInterfaceMethodSignature()),
                kind,
                implementation,
                captured(implementation, kind, s.getCapturedArgCount()),
                MethodTypeDesc.ofDescriptor(s.getInstantiatedMethodType()));
    }

    /// What the objects that `site` makes do; empty if it is not a call of the usual metafactory.
    static Optional<Lambda> of(DynamicCallSiteDesc site) {
        ConstantDesc[] args = site.bootstrapArgs();
        if (args.length < 3 || !(args[1] instanceof DirectMethodHandleDesc handle)) return Optional.empty();
        Callee implementation = new Callee(
                handle.owner(),
                handle.methodName(),
                MethodTypeDesc.ofDescriptor(handle.lookupDescriptor()),
                handle.isOwnerInterface());
        return Optional.of(new Lambda(
                site.invocationName(),
                (MethodTypeDesc) args[0],
                kind(handle.refKind()),
                implementation,
                site.invocationType(),
                (MethodTypeDesc) args[2]));
    }

    /// The types of the first `count` parameters of a method, its receiver among them.
    static MethodTypeDesc captured(Callee implementation, Op.Invoke.Kind kind, int count) {
        MethodTypeDesc all = implementation.type();
        if (kind != Op.Invoke.Kind.STATIC && !implementation.isConstructor()) {
            all = all.insertParameterTypes(0, implementation.owner());
        }
        return all.dropParameterTypes(count, all.parameterCount());
    }

    /// How a method handle of this kind is called.
    static Op.Invoke.Kind kind(int referenceKind) {
        return switch (referenceKind) {
            case MethodHandleInfo.REF_invokeStatic    -> Op.Invoke.Kind.STATIC;
            case MethodHandleInfo.REF_invokeInterface -> Op.Invoke.Kind.INTERFACE;
            case MethodHandleInfo.REF_invokeVirtual   -> Op.Invoke.Kind.VIRTUAL;
            default                                   -> Op.Invoke.Kind.SPECIAL;
        };
    }

    private static Optional<SerializedLambda> serialized(Object function) {
        try {
            Method writeReplace = function.getClass().getDeclaredMethod("writeReplace");
            writeReplace.setAccessible(true);
            return writeReplace.invoke(function) instanceof SerializedLambda s ? Optional.of(s) : Optional.empty();
        } catch (NoSuchMethodException e) {
            return Optional.empty();
        } catch (ReflectiveOperationException | InaccessibleObjectException e) {
            return written(function);
        }
    }

    /// By writing it out, which needs no access to its class.
    private static Optional<SerializedLambda> written(Object function) {
        Probe probe = null;
        try {
            probe = new Probe(new ByteArrayOutputStream());
            probe.writeObject(function);
            return Optional.empty();
        } catch (IOException e) {
            return probe == null ? Optional.empty() : probe.found;
        }
    }

    private static final class Probe extends ObjectOutputStream {
        private Optional<SerializedLambda> found = Optional.empty();

        Probe(OutputStream out) throws IOException {
            super(out);
            enableReplaceObject(true);
        }

        @Override
        protected Object replaceObject(Object object) throws IOException {
            if (object instanceof SerializedLambda s) {
                found = Optional.of(s);
                throw new IOException("found");
            }
            return object;
        }
    }
}
