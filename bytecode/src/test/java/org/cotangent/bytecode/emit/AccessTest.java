package org.cotangent.bytecode.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import org.cotangent.bytecode.ClassFileBodies;
import org.cotangent.bytecode.emit.elsewhere.Base;
import org.cotangent.ir.Block;
import org.cotangent.ir.Builder;
import org.cotangent.ir.Callee;
import org.cotangent.ir.Func;
import org.cotangent.ir.Op;
import org.cotangent.ir.Type;
import org.cotangent.ir.Value;
import org.cotangent.runtime.UnsupportedBytecode;
import org.junit.jupiter.api.Test;

/// Methods lifted from a class run beside it, whatever they touch.
class AccessTest {
    /// What is lifted.
    interface Greeter {
        default String greet() {
            return "interface " + hidden();
        }

        private String hidden() {
            return "hidden";
        }
    }

    static final class Host extends Base implements Greeter {
        private int own = 5;

        private Host() {}

        @Override
        protected String hello(String name) {
            return "overridden";
        }

        int inherited() {
            count += 2;
            return count + own;
        }

        String inheritedStatic() {
            String before = shared;
            shared = "changed";
            String after = shared;
            shared = "shared";
            return before + after;
        }

        String superCall(String name) {
            return super.hello(name);
        }

        String interfaceCall() {
            return Greeter.super.greet();
        }

        int lambda(int x) {
            IntSupplier s = () -> own + x + secret();
            return s.getAsInt();
        }

        int reference() {
            IntSupplier s = this::secret;
            return s.getAsInt();
        }

        private int secret() {
            return own * 7;
        }

        int fresh() {
            Host h = new Host();
            h.own++;
            return h.own;
        }

        int[] copy(int[] a) {
            return a.clone();
        }

        Object cloneOf(ArrayList<String> list) {
            return list.clone();
        }
    }

    static MethodHandle beside(Class<?> host, Class<?> owner, String name) throws ReflectiveOperationException {
        return beside(host, owner, name, owner.getClassLoader());
    }

    private static MethodHandle beside(Class<?> host, Class<?> owner, String name, ClassLoader loader)
            throws ReflectiveOperationException {
        for (var m : owner.getDeclaredMethods()) {
            if (!m.getName().equals(name)) continue;
            MethodTypeDesc type = MethodType.methodType(m.getReturnType(), m.getParameterTypes())
                    .describeConstable()
                    .orElseThrow();
            Callee callee = new Callee(owner.describeConstable().orElseThrow(), name, type, owner.isInterface());
            Func f = new ClassFileBodies(loader).body(callee).orElseThrow();
            boolean isStatic = java.lang.reflect.Modifier.isStatic(m.getModifiers());
            MethodTypeDesc all = isStatic ? type : type.insertParameterTypes(0, callee.owner());
            Lookup in = Methods.define(host, name, List.of(new Methods.Method(name, all, f)), null);
            return in.findStatic(in.lookupClass(), name, all.resolveConstantDesc(in));
        }
        throw new NoSuchMethodException(name);
    }

    private static Object run(String name, Object... more) throws Throwable {
        List<Object> all = new ArrayList<>();
        all.add(new Host());
        all.addAll(List.of(more));
        return beside(Host.class, Host.class, name).invokeWithArguments(all);
    }

    @Test
    void membersInheritedFromAnotherPackage() throws Throwable {
        assertEquals(10, run("inherited"));
        assertEquals("sharedchanged", run("inheritedStatic"));
    }

    @Test
    void superMethods() throws Throwable {
        assertEquals("hello you 3", run("superCall", "you"));
        assertEquals("interface hidden", run("interfaceCall"));
    }

    @Test
    void privateMembersOfTheNest() throws Throwable {
        assertEquals(5 + 2 + 35, run("lambda", 2));
        assertEquals(35, run("reference"));
        assertEquals(6, run("fresh"));
        assertEquals("interface hidden", beside(Greeter.class, Greeter.class, "greet").invokeWithArguments(new Host()));
    }

    @Test
    void clones() throws Throwable {
        assertEquals(2, ((int[]) run("copy", (Object) new int[] {1, 2})).length);
        assertEquals(List.of("a"), run("cloneOf", new ArrayList<>(List.of("a"))));
    }

    /// Code of another class, as after inlining.
    @Test
    void whatTheHostMayNotName() throws Throwable {
        assertEquals(14, beside(Host.class, Base.class, "twice").invokeWithArguments(7));
        assertEquals(1007, beside(Host.class, Base.class, "more").invokeWithArguments(7));
    }

    /// Loads test classes again, and sees Cotangent through its parent.
    private static final class Foreign extends ClassLoader {
        Foreign(ClassLoader parent) {
            super(parent);
        }

        Class<?> again(Class<?> c) throws IOException {
            try (InputStream in = c.getResourceAsStream("/" + c.getName().replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(c.getName(), bytes, 0, bytes.length);
            }
        }

        @Override
        public InputStream getResourceAsStream(String name) {
            return AccessTest.class.getResourceAsStream("/" + name);
        }
    }

    public static final class Guest {
        private final int x;

        public Guest(int x) {
            this.x = x;
        }

        private int secret() {
            return x * 3;
        }

        int ask() {
            return secret() + x;
        }
    }

    @Test
    void otherLoaders() throws Throwable {
        Foreign loader = new Foreign(AccessTest.class.getClassLoader());
        loader.again(AccessTest.class);
        Class<?> guest = loader.again(Guest.class);
        Object o = guest.getConstructor(int.class).newInstance(4);
        for (int i = 0; i < 2; i++) {
            MethodHandle ask = beside(guest, guest, "ask", loader);
            assertEquals(16, ask.invokeWithArguments(o));
        }
    }

    private static Func usesContext() {
        Builder b = new Builder(0);
        Block.Label entry = b.block("entry");
        Value o = b.parameter(entry, Type.OBJECT, "o");
        Value c = b.parameter(entry, new Type.Ref(Op.CONTEXT), "c");
        b.in(entry).ret(b.let(new Op.FindShadow(o, c)));
        return b.build("f", Type.OBJECT);
    }

    @Test
    void loadersThatDoNotSeeUs() throws Exception {
        Foreign loader = new Foreign(ClassLoader.getPlatformClassLoader());
        Class<?> guest = loader.again(Guest.class);
        ClassDesc object = Type.OBJECT.desc();
        MethodTypeDesc type = MethodTypeDesc.of(object, object, Op.CONTEXT);
        List<Methods.Method> methods = List.of(new Methods.Method("f", type, usesContext()));
        UnsupportedBytecode e =
                assertThrows(UnsupportedBytecode.class, () -> Methods.define(guest, "f", methods, null));
        assertTrue(e.getMessage().contains("does not see org.cotangent.runtime.Context"), e.getMessage());
    }

    @Test
    void closedPackages() {
        MethodTypeDesc type = MethodTypeDesc.of(Type.I32.desc());
        Builder b = new Builder(0);
        b.in(b.block("entry")).ret(b.constant(1));
        List<Methods.Method> methods = List.of(new Methods.Method("f", type, b.build("f", Type.I32)));
        assertThrows(UnsupportedBytecode.class, () -> Methods.define(String.class, "f", methods, null));
    }
}
