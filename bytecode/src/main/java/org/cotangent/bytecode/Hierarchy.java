package org.cotangent.bytecode;

import java.lang.classfile.AccessFlags;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.reflect.AccessFlag;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.cotangent.ir.Callee;
import org.cotangent.ir.FieldRef;

/// How classes are related, from their class files: nothing is loaded or initialised.
///
/// A class without a class file has no superclass, no members and no properties; an array is a final subclass of
/// `Object`. Where the JVM would throw because classes do not fit together, answers are empty.
public final class Hierarchy {
    /// A field that a class declares.
    public record Field(FieldRef ref, Set<AccessFlag> flags) {
        public boolean isStatic() {
            return flags.contains(AccessFlag.STATIC);
        }

        public boolean isFinal() {
            return flags.contains(AccessFlag.FINAL);
        }
    }

    /// A method that a class declares; `callee` names it exactly.
    public record Method(Callee callee, Set<AccessFlag> flags) {
        public boolean isStatic() {
            return flags.contains(AccessFlag.STATIC);
        }

        public boolean isPrivate() {
            return flags.contains(AccessFlag.PRIVATE);
        }

        public boolean isFinalOrPrivate() {
            return isPrivate() || flags.contains(AccessFlag.FINAL);
        }

        public boolean isAbstract() {
            return flags.contains(AccessFlag.ABSTRACT);
        }

        public boolean isNative() {
            return flags.contains(AccessFlag.NATIVE);
        }

        boolean isInheritedEverywhere() {
            return flags.contains(AccessFlag.PUBLIC) || flags.contains(AccessFlag.PROTECTED);
        }
    }

    private final ClassFiles files;

    Hierarchy(ClassFiles files) {
        this.files = files;
    }

    // ---- classes --------------------------------------------------------------------------------------------

    /// Whether there is a class file.
    public boolean isKnown(ClassDesc c) {
        return files.find(c).isPresent();
    }

    /// Empty for `Object`, primitive types, and classes without a class file.
    public Optional<ClassDesc> superclass(ClassDesc c) {
        if (c.isArray()) return Optional.of(ConstantDescs.CD_Object);
        return ask(c, m -> m.superclass().map(ClassEntry::asSymbol)).flatMap(s -> s);
    }

    /// The interfaces that the class file names.
    public List<ClassDesc> interfaces(ClassDesc c) {
        if (c.isArray()) return List.of(ClassDesc.of("java.lang.Cloneable"), ClassDesc.of("java.io.Serializable"));
        return ask(c, m -> m.interfaces().stream().map(ClassEntry::asSymbol).toList()).orElse(List.of());
    }

    public boolean isInterface(ClassDesc c) {
        return has(c, AccessFlag.INTERFACE);
    }

    public boolean isAbstract(ClassDesc c) {
        return has(c, AccessFlag.ABSTRACT);
    }

    public boolean isFinal(ClassDesc c) {
        return c.isArray() ? isFinalArray(c) : c.isPrimitive() || has(c, AccessFlag.FINAL);
    }

    public boolean isPublic(ClassDesc c) {
        return c.isPrimitive() || has(c, AccessFlag.PUBLIC);
    }

    public boolean isEnum(ClassDesc c) {
        return has(c, AccessFlag.ENUM);
    }

    public boolean isRecord(ClassDesc c) {
        return ask(c, m -> m.findAttribute(Attributes.record()).isPresent()).orElse(false);
    }

    /// Whether a value of class `c` can be assigned to a variable of class `of`, as far as class files tell.
    public boolean isSubclass(ClassDesc c, ClassDesc of) {
        if (c.equals(of)) return true;
        if (c.isPrimitive() || of.isPrimitive()) return false;
        if (of.equals(ConstantDescs.CD_Object)) return true;
        ClassDesc x = c.componentType();
        ClassDesc y = of.componentType();
        if (x != null && y != null) return isSubclass(x, y);
        return supertypes(c).contains(of);
    }

    /// `c`, its superclasses from below, then the interfaces of all of them.
    public Set<ClassDesc> supertypes(ClassDesc c) {
        Set<ClassDesc> all = new LinkedHashSet<>();
        Deque<ClassDesc> work = new ArrayDeque<>();
        for (Optional<ClassDesc> s = Optional.of(c); s.isPresent() && all.add(s.get()); s = superclass(s.get())) {
            work.add(s.get());
        }
        while (!work.isEmpty()) {
            for (ClassDesc i : interfaces(work.remove())) if (all.add(i)) work.add(i);
        }
        return all;
    }

    /// The closest class that both are subclasses of; `Object` if one is an interface or unknown.
    public ClassDesc common(ClassDesc x, ClassDesc y) {
        if (x.equals(y)) return x;
        ClassDesc cx = x.componentType();
        ClassDesc cy = y.componentType();
        if (cx != null && cy != null && !cx.isPrimitive() && !cy.isPrimitive()) return common(cx, cy).arrayType();
        if (cx != null || cy != null) return ConstantDescs.CD_Object;
        List<ClassDesc> above = superclasses(x);
        for (ClassDesc s : superclasses(y)) if (above.contains(s) && !isInterface(s)) return s;
        return ConstantDescs.CD_Object;
    }

    private List<ClassDesc> superclasses(ClassDesc c) {
        List<ClassDesc> all = new ArrayList<>();
        for (Optional<ClassDesc> s = Optional.of(c); s.isPresent() && !all.contains(s.get()); s = superclass(s.get())) {
            all.add(s.get());
        }
        return all;
    }

    // ---- fields ---------------------------------------------------------------------------------------------

    /// The fields that `c` itself declares, static ones too, in the order of the class file.
    public List<Field> fields(ClassDesc c) {
        return ask(c, m -> m.fields().stream().map(f -> field(c, f)).toList()).orElse(List.of());
    }

    /// The field that an access to `ref` means: declared by its owner or above it.
    public Optional<Field> resolve(FieldRef ref) {
        Set<ClassDesc> seen = new LinkedHashSet<>();
        for (Optional<ClassDesc> c = Optional.of(ref.owner()); c.isPresent() && seen.add(c.get());) {
            Optional<Field> found = declared(c.get(), ref);
            if (found.isPresent()) return found;
            for (ClassDesc i : interfacesOf(c.get())) {
                found = declared(i, ref);
                if (found.isPresent()) return found;
            }
            c = superclass(c.get());
        }
        return Optional.empty();
    }

    private Optional<Field> declared(ClassDesc c, FieldRef ref) {
        String type = ref.type().descriptorString();
        return ask(c, m -> m.fields().stream()
                .filter(f -> f.fieldName().equalsString(ref.name()) && f.fieldType().equalsString(type))
                .map(f -> field(c, f))
                .findFirst())
                .flatMap(f -> f);
    }

    private static Field field(ClassDesc owner, FieldModel f) {
        return new Field(
                new FieldRef(owner, f.fieldName().stringValue(), f.fieldTypeSymbol()),
                flags(f.flags(), AccessFlag.Location.FIELD));
    }

    // ---- methods --------------------------------------------------------------------------------------------

    /// The methods that `c` itself declares.
    public List<Method> methods(ClassDesc c) {
        return ask(c, m -> m.methods().stream().map(x -> method(c, x)).toList()).orElse(List.of());
    }

    /// The method that `c` itself declares with this name and type.
    public Optional<Method> declared(ClassDesc c, Callee callee) {
        return files.find(c).flatMap(e -> e.method(callee.name(), callee.type())).map(m -> method(c, m));
    }

    /// The method that a call of `callee` means before the receiver is known (JVMS 5.4.3.3 and 5.4.3.4).
    public Optional<Method> resolve(Callee callee) {
        ClassDesc owner = callee.owner().isArray() ? ConstantDescs.CD_Object : callee.owner();
        boolean fromInterface = isInterface(owner);
        Optional<Method> found = fromInterface ? declared(owner, callee) : inSuperclasses(owner, callee, _ -> true);
        if (found.isEmpty() && fromInterface) {
            found = declared(ConstantDescs.CD_Object, callee)
                    .filter(m -> m.flags().contains(AccessFlag.PUBLIC) && !m.isStatic());
        }
        return found.or(() -> inInterfaces(owner, callee, true));
    }

    /// The method that runs when `callee` is called virtually on an object of exactly class `receiver` (JVMS 5.4.6);
    /// empty if it is abstract or ambiguous.
    public Optional<Method> select(ClassDesc receiver, Callee callee) {
        Optional<Method> resolved = resolve(callee);
        if (resolved.isEmpty() || resolved.get().isPrivate() || resolved.get().isStatic()) return resolved;
        Method target = resolved.get();
        ClassDesc start = receiver.isArray() ? ConstantDescs.CD_Object : receiver;
        return inSuperclasses(start, callee, m -> overrides(m, target))
                .or(() -> inInterfaces(start, callee, false))
                .filter(m -> !m.isAbstract());
    }

    /// Whether `m`, of the same name and type, takes the place of `target` in the classes where it is inherited.
    private boolean overrides(Method m, Method target) {
        if (m.callee().equals(target.callee())) return true;
        if (m.isPrivate() || m.isStatic()) return false;
        if (target.isInheritedEverywhere()) return true;
        if (samePackage(m, target)) return true;
        // through a method between them that widens access
        return superclass(m.callee().owner())
                .flatMap(s -> inSuperclasses(s, m.callee(), between -> !between.callee().equals(target.callee())
                        && between.isInheritedEverywhere()
                        && overrides(between, target)))
                .isPresent();
    }

    private static boolean samePackage(Method x, Method y) {
        return x.callee().owner().packageName().equals(y.callee().owner().packageName());
    }

    private Optional<Method> inSuperclasses(ClassDesc from, Callee callee, Predicate<Method> accepts) {
        for (ClassDesc c : superclasses(from)) {
            Optional<Method> m = declared(c, callee).filter(accepts);
            if (m.isPresent()) return m;
        }
        return Optional.empty();
    }

    /// The one most specific method with a body in the interfaces of `c`; if there is none or several and `any`, one of
    /// those that are there.
    private Optional<Method> inInterfaces(ClassDesc c, Callee callee, boolean any) {
        List<Method> all = new ArrayList<>();
        for (ClassDesc i : interfacesOf(c)) {
            declared(i, callee).filter(m -> !m.isPrivate() && !m.isStatic()).ifPresent(all::add);
        }
        List<Method> best = all.stream().filter(m -> isMostSpecific(m, all)).toList();
        List<Method> bodies = best.stream().filter(m -> !m.isAbstract()).toList();
        if (bodies.size() == 1) return Optional.of(bodies.getFirst());
        return any ? best.stream().findFirst() : Optional.empty();
    }

    private boolean isMostSpecific(Method m, List<Method> all) {
        return all.stream()
                .noneMatch(o -> o != m && isSubclass(o.callee().owner(), m.callee().owner()));
    }

    private List<ClassDesc> interfacesOf(ClassDesc c) {
        return supertypes(c).stream().filter(this::isInterface).toList();
    }

    private Method method(ClassDesc owner, MethodModel m) {
        Callee callee = new Callee(
                owner, m.methodName().stringValue(), m.methodTypeSymbol(), isInterface(owner));
        return new Method(callee, flags(m.flags(), AccessFlag.Location.METHOD));
    }

    /// The flags that have a meaning still; old files have others, among them `strictfp`.
    private static Set<AccessFlag> flags(AccessFlags flags, AccessFlag.Location where) {
        return AccessFlag.maskToAccessFlags(flags.flagsMask() & where.flagsMask(), where);
    }

    /// What `question` finds in the class file of `c`, if there is one.
    private <T> Optional<T> ask(ClassDesc c, Function<ClassModel, T> question) {
        return files.find(c).map(e -> ClassFiles.readable(c, () -> question.apply(e.model())));
    }

    private boolean has(ClassDesc c, AccessFlag flag) {
        return ask(c, m -> m.flags().has(flag)).orElse(false);
    }

    private boolean isFinalArray(ClassDesc c) {
        ClassDesc component = c.componentType();
        return component != null && isFinal(component);
    }
}
