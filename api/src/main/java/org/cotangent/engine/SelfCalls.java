package org.cotangent.engine;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.cotangent.bytecode.Hierarchy;
import org.cotangent.ir.Block;
import org.cotangent.ir.Callee;
import org.cotangent.ir.Func;
import org.cotangent.ir.Let;
import org.cotangent.ir.Op;
import org.cotangent.ir.Value;

/// Which methods of the program a method of the JDK calls on its own object, when a class of the program inherits it.
final class SelfCalls {
    private record Key(ClassDesc receiver, Callee method) {}

    private final JvmWorld world;
    private final Map<Key, Optional<Set<Callee>>> known = new ConcurrentHashMap<>();

    SelfCalls(JvmWorld world) {
        this.world = world;
    }

    /// What `method` calls on an object of class `receiver`; empty if it hands the object on, so that anybody may call
    /// anything.
    Optional<Set<Callee>> of(ClassDesc receiver, Callee method) {
        Key key = new Key(receiver, method);
        Optional<Set<Callee>> k = known.get(key);
        if (k != null) return k;
        Walk walk = new Walk(receiver);
        walk.visit(method);
        Optional<Set<Callee>> found = walk.open ? Optional.empty() : Optional.of(Set.copyOf(walk.called));
        known.put(key, found);
        return found;
    }

    private final class Walk {
        final Set<Callee> called = new HashSet<>();
        boolean open;
        private final ClassDesc receiver;
        private final Set<Callee> seen = new HashSet<>();
        private final Set<ClassDesc> holders = new HashSet<>();

        Walk(ClassDesc receiver) {
            this.receiver = receiver;
        }

        void visit(Callee method) {
            if (open || !seen.add(method)) return;
            // native methods of `Object` and `Throwable` call nobody
            Optional<Func> body = world.body(method);
            if (body.isEmpty()) {
                open |= !method.owner().equals(ConstantDescs.CD_Object)
                        && !method.owner().equals(ConstantDescs.CD_Throwable);
                return;
            }
            Set<Value> self = new HashSet<>();
            self.add(body.get().parameters().getFirst());
            for (Block b : body.get().blocks()) {
                for (Let let : b.lets()) visit(let, self);
                for (Block.Edge e : b.edges()) if (e.arguments().stream().anyMatch(self::contains)) open = true;
            }
        }

        private void visit(Let let, Set<Value> self) {
            switch (let.op()) {
                case Op.Cast(_, var x) when self.contains(x) -> self.add(let.result());
                case Op.Invoke call                          -> call(call, self);
                case Op.Compare _, Op.InstanceOf _, Op.GetField _, Op.Monitor _ -> {}
                case Op.PutField(var field, var object, var value) ->
                        // an exception is its own cause until it has one
                        open |= self.contains(value) && !field.owner().equals(ConstantDescs.CD_Throwable);
                default -> open |= let.op().operands().stream().anyMatch(self::contains);
            }
        }

        private void call(Op.Invoke call, Set<Value> self) {
            if (call.callee().isConstructor() && Jdk.isJdk(call.callee().owner())
                    && call.args().subList(1, call.args().size()).stream().anyMatch(self::contains)) {
                keeps(call.callee().owner());
                return;
            }
            boolean first = !call.args().isEmpty() && self.contains(call.args().getFirst());
            for (int i = 0; i < call.args().size(); i++) {
                boolean receives = i == 0 && call.kind() != Op.Invoke.Kind.STATIC;
                if (self.contains(call.args().get(i)) && !receives) open = true;
            }
            if (first && !open) calls(call);
        }

        /// A call on the object, or on what may be it.
        private void calls(Op.Invoke call) {
            Hierarchy h = world.classes().hierarchy();
            Optional<Callee> target = (call.kind() == Op.Invoke.Kind.SPECIAL
                    ? h.resolve(call.callee())
                    : h.select(receiver, call.callee()))
                    .map(Hierarchy.Method::callee);
            if (target.isEmpty()) {
                open = true;
            } else if (Jdk.isJdk(target.get().owner())) {
                visit(target.get());
            } else {
                called.add(target.get());
            }
        }

        /// An object of class `c` of the JDK, such as an iterator, is handed the object: its methods may call it whenever
        /// they call something of a type that it has.
        private void keeps(ClassDesc c) {
            Hierarchy h = world.classes().hierarchy();
            if (open || !Jdk.isJdk(c) || !holders.add(c)) return;
            h.superclass(c).ifPresent(this::keeps);
            for (Hierarchy.Method m : h.methods(c)) {
                Optional<Func> body = world.body(m.callee());
                if (body.isEmpty()) continue;
                for (Block b : body.get().blocks()) {
                    for (Let let : b.lets()) if (let.op() instanceof Op.Invoke call) held(call);
                }
            }
        }

        private void held(Op.Invoke call) {
            Callee callee = call.callee();
            boolean passed = callee.type().parameterList().stream().anyMatch(this::mayBe);
            if (passed && callee.isConstructor()) {
                keeps(callee.owner());
            } else if (passed) {
                open = true;
            }
            if (!callee.isConstructor() && call.kind() != Op.Invoke.Kind.STATIC && mayBe(callee.owner())) calls(call);
        }

        private boolean mayBe(ClassDesc type) {
            return type.isClassOrInterface()
                    && !type.equals(ConstantDescs.CD_Object)
                    && world.classes().hierarchy().isSubclass(receiver, type);
        }
    }
}
