package org.cotangent.engine;

import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Collectors;
import org.cotangent.bytecode.Hierarchy;
import org.cotangent.ir.Callee;
import org.cotangent.ir.FieldRef;
import org.cotangent.runtime.Context;
import org.cotangent.runtime.Reach;
import org.jspecify.annotations.Nullable;

/// What code of the JDK calls back: methods of the objects that it is handed, and functions. It runs as it is if [Effects]
/// finds it harmless.
final class Callbacks {
    private static final StackWalker FRAMES = StackWalker.getInstance(
            Set.of(StackWalker.Option.RETAIN_CLASS_REFERENCE, StackWalker.Option.SHOW_HIDDEN_FRAMES));

    private final Engine engine;
    private final Harmless harmless = new Harmless(this::inheritance);

    Callbacks(Engine engine) {
        this.engine = engine;
    }

    /// Why what the call calls back may not run as it is; notes in `context` that it makes text.
    Optional<String> whyNot(Boundary.Check check, @Nullable Object[] operands, Context context) {
        return new Question(check, operands, context).answer();
    }

    /// What need not be asked again.
    Harmless harmless() {
        return harmless;
    }

    private Hierarchy hierarchy() {
        return engine.world().classes().hierarchy();
    }

    private Inheritance inheritance() {
        return engine.world().inheritance();
    }

    /// One call.
    private final class Question {
        private final Boundary.Check check;
        private final @Nullable Object[] operands;
        private final Context context;
        private final Set<Class<?>> seen = new HashSet<>();
        private final Set<Callee> examined = new HashSet<>();
        private final Reach reach = new Reach();
        private final Set<FieldRef> fields = new HashSet<>();
        private Optional<String> why = Optional.empty();
        private Optional<Set<ClassDesc>> witnesses = Optional.empty();

        Question(Boundary.Check check, @Nullable Object[] operands, Context context) {
            this.check = check;
            this.operands = operands;
            this.context = context;
        }

        Optional<String> answer() {
            List<ClassDesc> types = check.types(operands.length);
            boolean deep = check.conduct() == Conduct.ELEMENTS || check.conduct() == Conduct.TEXT;
            for (int i = 0; i < operands.length; i++) {
                Object o = operands[i];
                if (o == null) continue;
                if (i == 0 && check.inherited() && !Jdk.isJdk(o.getClass())) {
                    note(inheritance().of(Classes.desc(o.getClass()), check.callee()));
                    continue;
                }
                if (o instanceof Comparator<?> && check.callee().isConstructor()) continue;
                if (Jdk.isFunction(types.get(i)) || o instanceof Comparator<?>) {
                    function(o, types.get(i));
                } else {
                    object(o);
                    held(o);
                    if (deep) elements(o);
                }
                if (why.isPresent()) return why;
            }
            return why;
        }

        private void object(Object o) {
            Class<?> c = o.getClass();
            if (c.isHidden() || c.isArray() || Jdk.isJdk(c) || !seen.add(c)) return;
            boolean anything = check.conduct() == Conduct.LEAF || check.conduct() == Conduct.UNKNOWN;
            note(anything ? inheritance().handed(Classes.desc(c)) : inheritance().of(Classes.desc(c)));
        }

        private void note(Effects.Finding f) {
            if (why.isEmpty()) why = f.whyNot();
            if (f.text()) context.wroteText = true;
            if (why.isEmpty()) overridden(f.trust());
        }

        /// Whether some object that can be reached from here has other methods than those that were trusted.
        private void overridden(Trust trust) {
            if (trust.calls().isEmpty()) return;
            for (Class<?> c : reachable(trust.statics())) {
                ClassDesc desc = Classes.desc(c);
                for (Callee call : trust.calls()) {
                    if (why.isPresent() || !hierarchy().isSubclass(desc, call.owner())) continue;
                    Optional<Callee> chosen = hierarchy().select(desc, call).map(Hierarchy.Method::callee);
                    boolean trusted = chosen.equals(hierarchy().resolve(call).map(Hierarchy.Method::callee));
                    if (trusted || chosen.isEmpty() || Jdk.isJdk(chosen.get().owner()) || !examined.add(chosen.get()))
                        continue;
                    Effects effects = new Effects(engine.world(), engine.lambdas(), witnesses());
                    Effects.Finding f = effects.ofAny(chosen.get());
                    note(f.whyNot().isPresent()
                            ? Effects.Finding.not("what is called back may call " + chosen.get().shortName()
                                    + ", which " + f.whyNot().get())
                            : f);
                }
            }
        }

        /// The classes of the program's objects that the operands and these fields lead to.
        private Set<Class<?>> reachable(Set<FieldRef> statics) {
            Set<Class<?>> classes = classes(reach.from(Arrays.asList(operands)));
            if (!fields.addAll(statics)) return classes;
            // these are initialised, since an object, a function or a frame of theirs is there: reading starts nothing
            Set<Class<?>> initialised = new HashSet<>(classes);
            initialised.addAll(running());
            List<Object> held = new ArrayList<>();
            for (Class<?> c : initialised) {
                for (FieldRef s : statics) {
                    if (Classes.desc(c).equals(s.owner())) held.add(Captured.readStatic(c, s.name()));
                }
            }
            return classes(reach.from(held));
        }

        /// The classes whose code is running here.
        private static Set<Class<?>> running() {
            return FRAMES.walk(frames -> frames.<Class<?>>map(StackWalker.StackFrame::getDeclaringClass)
                    .<Class<?>>map(Classes::named)
                    .filter(c -> !c.isHidden() && !Jdk.isJdk(c))
                    .collect(Collectors.toSet()));
        }

        private static Set<Class<?>> classes(Set<Object> objects) {
            Set<Class<?>> all = new HashSet<>();
            for (Object o : objects) {
                for (Class<?> c = o.getClass(); c != null && !Jdk.isJdk(c) && !c.isArray(); c = c.getSuperclass()) {
                    all.add(Classes.named(c));
                }
            }
            all.removeIf(Class::isHidden);
            return all;
        }

        /// Objects that a collection calls for each of its own.
        private void held(Object o) {
            if (!Jdk.isJdk(o.getClass())) return;
            if (why.isEmpty()) why = Views.whyNot(o, context);
            Comparator<?> order = Harmless.order(o);
            if (order != null) {
                function(order, ClassDesc.of("java.util.Comparator"));
            } else if (o instanceof PriorityQueue<?> q && q.peek() != null) {
                object(q.peek());
            }
        }

        private void elements(Object o) {
            for (Object e : Reach.held().from(List.of(o))) object(e);
        }

        // ---- functions --------------------------------------------------------------------------------------

        private void function(Object f, ClassDesc type) {
            Optional<ClassDesc> lambda = engine.lambdas().nameOf(f);
            if (lambda.isPresent()) {
                lambda(engine.lambdas().sam(lambda.get()), f);
            } else if (f.getClass().isHidden() && !engine.lambdas().guesses(f.getClass()).isEmpty()) {
                for (Lambda l : engine.lambdas().guesses(f.getClass())) called(l.implementation());
            } else if (f.getClass().isHidden()) {
                why = Optional.of(Classes.shown(f.getClass())
                        + " is a lambda made elsewhere, which hides its code");
            } else if (Jdk.isJdk(f.getClass())) {
                comparator(f);
            } else {
                object(f);
                ClassDesc c = Classes.desc(f.getClass());
                Hierarchy h = hierarchy();
                for (ClassDesc above : h.supertypes(type)) {
                    for (Hierarchy.Method m : h.methods(above)) {
                        if (!m.isAbstract() || m.isStatic() || why.isPresent()) continue;
                        h.select(c, m.callee()).map(Hierarchy.Method::callee).ifPresent(s -> called(s, f));
                    }
                }
            }
        }

        /// A comparator of the JDK: it calls back only what it compares, or the one that it reverses.
        private void comparator(Object f) {
            String name = f.getClass().getName();
            if (name.endsWith("$ReverseComparator2")) {
                function(((Comparator<?>) f).reversed(), ClassDesc.of("java.util.Comparator"));
            } else if (name.endsWith("$NullComparator")) {
                why = Optional.of("a comparator made by Comparator.nullsFirst or nullsLast hides the one that it uses");
            } else {
                for (ClassDesc w : witnesses()) {
                    if (!Jdk.isJdk(w)) note(inheritance().of(w));
                }
            }
        }

        /// What is found of a function that says all itself need not be asked again.
        private void lambda(Callee method, Object self) {
            if (harmless.isApproved(self, context)) return;
            Effects effects = new Effects(engine.world(), engine.lambdas(), witnesses());
            Effects.Finding f = called(method, self, effects);
            if (why.isPresent() || f.text() || !f.trust().calls().isEmpty()) return;
            effects.grounds().ifPresent(g -> harmless.approve(self, g.settled()));
        }

        private void called(Callee method, Object self) {
            if (Jdk.isJdk(method.owner())) return;
            called(method, self, new Effects(engine.world(), engine.lambdas(), witnesses()));
        }

        private Effects.Finding called(Callee method, Object self, Effects effects) {
            Effects.Finding f = effects.of(method, self);
            note(f.whyNot().isPresent() ? Effects.Finding.not("what is called back " + f.whyNot().get()) : f);
            if (why.isEmpty()) why = inheritance().result(method, f);
            return f;
        }

        /// What a function may do, of which that is not known for sure.
        private void called(Callee implementation) {
            Effects effects = new Effects(engine.world(), engine.lambdas(), witnesses());
            Effects.Finding f = effects.of(implementation, null);
            note(f.whyNot().isPresent() ? Effects.Finding.not("what may be called back " + f.whyNot().get()) : f);
            if (why.isEmpty()) why = inheritance().result(implementation, f);
        }

        /// The classes of what the operands hold.
        private Set<ClassDesc> witnesses() {
            if (witnesses.isPresent()) return witnesses.get();
            Set<ClassDesc> all = new HashSet<>();
            for (Object e : Reach.held().from(Arrays.asList(operands))) {
                if (!e.getClass().isHidden()) all.add(Classes.desc(e.getClass()));
            }
            witnesses = Optional.of(all);
            return all;
        }
    }
}
