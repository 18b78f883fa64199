package org.cotangent.engine;

import java.lang.constant.ClassDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.util.Optional;
import java.util.Set;
import org.cotangent.ad.Construct;
import org.cotangent.ad.Construction;
import org.cotangent.ad.Factory;
import org.cotangent.ad.Lower;
import org.cotangent.ad.Treatment;
import org.cotangent.ad.Variant;
import org.cotangent.ad.rules.Rule;
import org.cotangent.ad.rules.RuleBook;
import org.cotangent.bytecode.Hierarchy;
import org.cotangent.ir.Callee;
import org.cotangent.ir.Op;

/// What differentiation does with each call (DESIGN §4): a rule, the callee's own body, nothing, or a refusal.
final class Calls implements Treatment.Of {
    private final RuleBook rules;
    private final Classes classes;
    private final JvmWorld world;
    private final Copies copies;
    private final JdkCalls jdk;

    Calls(RuleBook rules, Classes classes, JvmWorld world) {
        this.rules = rules;
        this.classes = classes;
        this.world = world;
        this.copies = new Copies(world, this);
        this.jdk = new JdkCalls(classes.hierarchy());
    }

    Hierarchy hierarchy() {
        return classes.hierarchy();
    }

    @Override
    public Treatment of(Op op) {
        return switch (op) {
            case Op.Invoke call                          -> invoke(call);
            case Op.Link(Variant variant, _, _)          -> new Treatment.Follow(new Variant.Again(variant));
            case Op.Link(Closures.Closure closure, _, _) -> new Treatment.Closure(closure);
            case Op.Link(Construct(var constructor, var made, _), _, _) when callsBack(made, constructor).isPresent() ->
                    new Treatment.Unknown(callsBack(made, constructor).get(), "");
            case Op.Link(Construct(var constructor, _, _), _, var args) ->
                    invoke(new Op.Invoke(Op.Invoke.Kind.SPECIAL, constructor, args));
            case Op.Link(AsIs(var called, var declared, var inherited, _), _, var args) ->
                    ruled(declared).orElseGet(() -> jdk.exactly(declared, called, inherited, args));
            case Op.Link(Lower.Twin _, _, _)          -> new Treatment.Twin();
            case Op.Link _                            -> new Treatment.Plain();
            case Op.InvokeDynamic(var site, var args) -> dynamic(site, args);
            default                                   -> throw new IllegalArgumentException("not a call: " + op);
        };
    }

    /// What is wrong with what a constructor of the JDK calls on an object of class `made`, which is below its own.
    private Optional<String> callsBack(ClassDesc made, Callee constructor) {
        if (made.equals(constructor.owner())) return Optional.empty();
        return world.inheritance()
                .of(made, constructor)
                .whyNot()
                .map(why -> "the constructor of " + constructor.owner().displayName() + " calls back: " + why);
    }

    private Treatment dynamic(DynamicCallSiteDesc site, java.util.List<org.cotangent.ir.Value> args) {
        var bootstrap = ((DirectMethodHandleDesc) site.bootstrapMethod()).owner();
        return switch (bootstrap.displayName()) {
            case "LambdaMetafactory" -> new Treatment.Closure(new Closures.Closure(site));
            case "StringConcatFactory", "ObjectMethods", "SwitchBootstraps" -> jdk.made(site, bootstrap, args);
            default ->
                    new Treatment.Unknown("the bootstrap method of " + bootstrap.displayName() + " has no rule", "");
        };
    }

    private Treatment invoke(Op.Invoke call) {
        Callee callee = call.callee();
        Optional<Treatment> known = ruled(callee);
        if (known.isPresent()) return known.get();
        String owner = callee.owner().descriptorString();
        if (owner.startsWith("Lorg/cotangent/runtime/")) return ours(callee);
        if (Instead.isHelper(callee.owner())) return new Treatment.Plain();
        if (Instead.isBody(callee.owner())) return new Treatment.Follow(exactly(callee));
        Optional<Treatment> frontDoor = Links.treatment(callee);
        if (frontDoor.isPresent()) return frontDoor.get();
        return Jdk.isJdk(callee.owner()) ? jdk(call) : followed(call);
    }

    /// By a rule.
    private Optional<Treatment> ruled(Callee callee) {
        Optional<Rule> rule = rules.find(callee);
        if (rule.isEmpty()) return JdkCalls.special(callee);
        return Optional.of(switch (rule.get()) {
            case Rule.Differential d -> new Treatment.ByRule(d);
            case Rule.Flat _         -> new Treatment.Flat(callee.shortName());
            case Rule.Inactive _     -> new Treatment.Plain();
            case Rule.Pullback p     -> new Treatment.Unknown("its rule " + p.name() + " is a pullback", "");
        });
    }

    private static Treatment ours(Callee callee) {
        if (callee.name().equals("link")) return new Treatment.Twin();
        return OURS.contains(callee.name())
                ? new Treatment.Plain()
                : new Treatment.Follow(exactly(callee));
    }

    /// Methods of our runtime that run as they are where derivative code is differentiated again.
    private static final Set<String> OURS =
            Set.of(
                    "register", "refuse", "caught", "inside", "vet", "findShadow", "makeShadow", "open",
                    "shadows",
                    "entries");

    private Treatment followed(Op.Invoke call) {
        if (Lower.isCopy(call.callee())) {
            return copies.whyNot(call.callee())
                    .<Treatment>map(why -> new Treatment.Unknown(why, ""))
                    .orElseGet(() -> new Treatment.Follow(exactly(call.callee())));
        }
        if (Factory.is(call.callee())) return new Treatment.Follow(exactly(call.callee()));
        if (call.callee().isConstructor() && world.construction(call.callee().owner()) == Construction.COPY) {
            return new Treatment.Plain();
        }
        Optional<Callee> declared = classes.hierarchy().resolve(call.callee()).map(m -> m.callee());
        if (declared.isPresent() && Jdk.isJdk(declared.get().owner())) return jdk(call);
        return new Treatment.Follow(classes.exact(call)
                .map(Calls::exactly)
                .orElseGet(() -> new Variant.Method(call.kind(), call.callee())));
    }

    private static Variant.Method exactly(Callee callee) {
        return new Variant.Method(Op.Invoke.Kind.SPECIAL, callee);
    }

    /// A method that the JDK declares: if the receiver may be of a user's class, that decides when the call is executed.
    private Treatment jdk(Op.Invoke call) {
        if (call.callee().owner().isArray()) return new Treatment.Plain();
        Optional<Callee> exact = call.callee().isConstructor() ? Optional.of(call.callee()) : classes.exact(call);
        if (exact.isEmpty())
            exact = classes.hierarchy().resolve(call.callee()).map(m -> m.callee()).filter(jdk::isLeaf);
        if (exact.isEmpty()) {
            return jdk.isPolymorphic(call.callee())
                    ? jdk.exactly(call.callee(), call.callee(), false, call.args())
                    : new Treatment.Follow(new Variant.Method(call.kind(), call.callee()));
        }
        Callee declared = exact.get();
        if (!Jdk.isJdk(call.callee().owner()) && call.kind() != Op.Invoke.Kind.STATIC
                && call.kind() != Op.Invoke.Kind.SPECIAL) {
            return new Treatment.Follow(world.chosen(call.callee().owner(), call.callee()));
        }
        if (call.kind() != Op.Invoke.Kind.STATIC) {
            Optional<Callee> body = Defaults.body(declared, call.callee().owner(), classes.hierarchy());
            if (body.isPresent()) return new Treatment.Follow(exactly(body.get()));
        }
        boolean inherited = call.kind() == Op.Invoke.Kind.SPECIAL && !declared.isConstructor();
        return ruled(declared).orElseGet(() -> jdk.exactly(declared, call.callee(), inherited, call.args()));
    }
}
