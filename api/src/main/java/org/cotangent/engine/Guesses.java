package org.cotangent.engine;

import java.lang.constant.ClassDesc;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.cotangent.bytecode.ClassFileBodies;
import org.cotangent.bytecode.Hierarchy;
import org.cotangent.ir.Block;
import org.cotangent.ir.Func;
import org.cotangent.ir.Let;
import org.cotangent.ir.Op;

/// What a lambda that was made elsewhere may do: its class hides its code, but not in which class it stands, which interface
/// it implements and what types it has captured. What makes such a lambda in the code of that class is what made it.
final class Guesses {
    private static final String MARK = "$$Lambda";

    private Guesses() {}

    /// All that lambdas of class `c` may do; if it is one thing, they do it.
    static Set<Lambda> of(Class<?> c) {
        Set<Lambda> all = new LinkedHashSet<>();
        int end = c.getName().indexOf(MARK);
        if (!c.isHidden() || end < 0) return all;
        List<String> captured = captured(c);
        ClassDesc host = ClassDesc.of(c.getName().substring(0, end));
        ClassLoader own = c.getClassLoader();
        ClassFileBodies bodies = new ClassFileBodies(own == null ? ClassLoader.getSystemClassLoader() : own);
        for (Hierarchy.Method m : bodies.hierarchy().methods(host)) {
            if (m.isAbstract() || m.isNative()) continue;
            bodies.body(m.callee()).ifPresent(f -> collect(f, c, captured, all));
        }
        return all;
    }

    private static void collect(Func f, Class<?> c, List<String> captured, Set<Lambda> all) {
        for (Block b : f.blocks()) {
            for (Let let : b.lets()) {
                if (!(let.op() instanceof Op.InvokeDynamic(var site, _))) continue;
                String type = site.invocationType().returnType().descriptorString();
                boolean implemented =
                        Arrays.stream(c.getInterfaces()).anyMatch(i -> i.descriptorString().equals(type));
                List<String> parameters = site.invocationType().parameterList().stream()
                        .map(ClassDesc::descriptorString)
                        .toList();
                if (implemented && parameters.equals(captured)) Lambda.of(site).ifPresent(all::add);
            }
        }
    }

    private static List<String> captured(Class<?> c) {
        return captures(c).stream().map(f -> f.getType().descriptorString()).toList();
    }

    /// The fields in which a lambda keeps what it has captured, in order.
    static List<Field> captures(Class<?> c) {
        List<Field> fields = new ArrayList<>();
        for (Field f : c.getDeclaredFields()) if (!Modifier.isStatic(f.getModifiers())) fields.add(f);
        fields.sort(Comparator.comparingInt((Field f) -> f.getName().length()).thenComparing(Field::getName));
        return fields;
    }
}
