package org.cotangent.ad;

import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.cotangent.ir.Block;
import org.cotangent.ir.Callee;
import org.cotangent.ir.Exit;
import org.cotangent.ir.Func;
import org.cotangent.ir.Let;
import org.cotangent.ir.Op;
import org.cotangent.ir.Type;
import org.cotangent.ir.Value;
import org.cotangent.ir.analysis.Dominators;
import org.cotangent.runtime.NotDifferentiable;

/// A constructor becomes a function that makes the object: for classes below one of the JDK's, whose constructor cannot run on
/// an object that is there.
///
/// ```
/// C.<init>(%this, %x):               C.<make>(%x):
///     put C.v(%this, %x)                 %this = link new:C by J.<init>(%y)
///     call.special J.<init>(%this, %y)   put C.v(%this, %x)
///     return                             return %this
/// ```
///
/// Constructors of the program that it calls are in place. What was written to fields before the constructor of the JDK is
/// written after it, which nobody sees if that calls nothing of the program's (`quiet`).
public final class Factory {
    private static final String NAME = "<make>";

    private final Func f;
    private final Callee factory;
    private final Value self;
    private final Value made;
    private final Predicate<Callee> quiet;

    private Factory(Func f, Callee factory, Predicate<Callee> quiet) {
        this.f = f;
        this.quiet = quiet;
        this.factory = factory;
        this.self = f.parameters().getFirst();
        this.made = new Value(f.valueBound(), new Type.Ref(made(factory)), self.hint(), false);
    }

    /// The function by which `constructor` makes an object.
    static Callee of(Callee constructor) {
        return new Callee(
                constructor.owner(), NAME, constructor.type().changeReturnType(constructor.owner()), false);
    }

    /// Whether `c` is such a function.
    public static boolean is(Callee c) {
        return c.name().equals(NAME);
    }

    private static ClassDesc made(Callee factory) {
        return factory.type().returnType();
    }

    /// The constructor that a factory is made from.
    public static Callee constructor(Callee factory) {
        MethodTypeDesc type = factory.type().changeReturnType(java.lang.constant.ConstantDescs.CD_void);
        return new Callee(factory.owner(), "<init>", type, false);
    }

    /// The body of `factory`, from that of its constructor; `quiet` constructors of the JDK call nothing of the program's.
    public static Func body(Func constructor, Callee factory, Predicate<Callee> quiet) {
        return new Factory(constructor, factory, quiet).run();
    }

    private Func run() {
        Block home = f.blocks().stream()
                .filter(b -> b.lets().stream().anyMatch(this::makes))
                .findFirst()
                .orElseThrow(() -> no("never calls another constructor"));
        Dominators dominators = Dominators.of(f);
        List<Let> early = new ArrayList<>();
        List<Block> blocks = new ArrayList<>();
        for (Block b : f.blocks()) {
            boolean before = b != home && !dominators.visible(home.label(), b.label());
            if (before && !dominators.dominates(b.label(), home.label()) && mentionsThis(b)) {
                throw no("writes to the object in a branch, before it calls another constructor");
            }
            List<Let> lets = new ArrayList<>();
            boolean done = !before && b != home;
            for (Let let : b.lets()) {
                if (makes(let)) {
                    if (b != home || done) throw no("calls several other constructors");
                    lets.add(new Let(made, making((Op.Invoke) let.op()), let.origin()));
                    if (!early.isEmpty() && !quiet.test(((Op.Invoke) let.op()).callee())) {
                        throw no("writes to the object before a constructor of the JDK that calls back");
                    }
                    lets.addAll(early);
                    done = true;
                } else if (!done && let.op().operands().contains(self)) {
                    if (!(let.op() instanceof Op.PutField)) throw no("uses the object before it is made");
                    early.add(let);
                } else {
                    lets.add(let);
                }
            }
            blocks.add(b.with(lets, b.exit() instanceof Exit.Return ? new Exit.Return(List.of(made)) : b.exit()));
        }
        List<Value> given = f.parameters().subList(1, f.parameters().size());
        Block entry = blocks.getFirst();
        blocks.set(0, new Block(entry.label(), given, entry.lets(), entry.exit(), entry.handlers(), entry.origin()));
        List<Block> renamed = blocks.stream().map(b -> b.map(v -> v == self ? made : v)).toList();
        return new Func(f.name(), made.type(), renamed, f.valueBound() + 1);
    }

    private boolean makes(Let let) {
        return let.op() instanceof Op.Invoke(_, var callee, var args)
                && callee.isConstructor() && args.getFirst() == self;
    }

    private boolean mentionsThis(Block b) {
        return b.lets().stream().anyMatch(let -> let.op().operands().contains(self));
    }

    private Op making(Op.Invoke call) {
        Callee constructor = call.callee();
        ClassDesc c = made(factory);
        MethodTypeDesc type = constructor.type().changeReturnType(c);
        return new Op.Link(new Construct(constructor, c, false), type, call.args().subList(1, call.args().size()));
    }

    private NotDifferentiable no(String why) {
        return new NotDifferentiable(
                "cannot differentiate a constructor of " + factory.owner().displayName(),
                List.of(),
                "it " + why,
                "");
    }
}
