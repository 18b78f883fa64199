package org.cotangent.engine;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.util.Optional;
import java.util.Set;
import org.cotangent.ad.Construct;
import org.cotangent.ad.Construction;
import org.cotangent.ad.Lower;
import org.cotangent.ad.Treatment;
import org.cotangent.ad.Variant;
import org.cotangent.ad.rules.Rule;
import org.cotangent.ad.rules.RuleBook;
import org.cotangent.ir.Callee;
import org.cotangent.ir.Op;
import org.cotangent.ir.Type;

/// What differentiation does with each call (DESIGN §4): a rule, the callee's own body, nothing, or a refusal.
final class Calls implements Treatment.Of {
    private static final Set<String> BOXES = Set.of("Ljava/lang/Double;", "Ljava/lang/Float;");
    private static final Set<String> UNBOXING =
            Set.of("doubleValue", "floatValue");

    private final RuleBook rules;
    private final Classes classes;

    private final JvmWorld world;
    private final Copies copies;

    Calls(RuleBook rules, Classes classes, JvmWorld world) {
        this.rules = rules;
        this.classes = classes;
        this.world = world;
        this.copies = new Copies(world, this);
    }

    @Override
    public Treatment of(Op op) {
        return switch (op) {
            case Op.Invoke call -> invoke(call);
            case Op.Link(Variant variant, _, _) -> new Treatment.Follow(new Variant.Again(variant));
            case Op.Link(Closures.Closure closure, _, _) -> new Treatment.Closure(closure);
            case Op.Link(Construct(var constructor), _, var args) ->
                invoke(new Op.Invoke(Op.Invoke.Kind.SPECIAL, constructor, args));
            case Op.Link _ -> new Treatment.Plain();
            case Op.InvokeDynamic(var site, _) -> dynamic(site);
            default -> throw new IllegalArgumentException("not a call: " + op);
        };
    }

    private Treatment dynamic(DynamicCallSiteDesc site) {
        String bootstrap = ((DirectMethodHandleDesc) site.bootstrapMethod()).owner().displayName();
        return switch (bootstrap) {
            case "LambdaMetafactory" -> new Treatment.Closure(new Closures.Closure(site));
            case "StringConcatFactory", "ObjectMethods", "SwitchBootstraps" -> new Treatment.Plain();
            default ->
                new Treatment.Unknown("the bootstrap method of " + bootstrap + " has no rule", "");
        };
    }

    private Treatment invoke(Op.Invoke call) {
        Callee callee = call.callee();
        Optional<Rule> rule = rules.find(callee);
        if (rule.isPresent()) {
            return switch (rule.get()) {
                case Rule.Differential d -> new Treatment.ByRule(d);
                case Rule.Flat f -> new Treatment.Flat(callee.shortName());
                case Rule.Inactive _ -> new Treatment.Plain();
                case Rule.Pullback p -> new Treatment.Unknown("its rule " + p.name() + " is a pullback", "");
            };
        }
        String owner = callee.owner().descriptorString();
        if (owner.equals("Ljava/lang/System;") && callee.name().equals("arraycopy")) return new Treatment.ArrayCopy();
        if (BOXES.contains(owner)) {
            boolean fromNumber = callee.type().parameterCount() == 1
                    && Type.of(callee.type().parameterType(0)).isFloating();
            if (callee.name().equals("valueOf") && fromNumber) return new Treatment.Box();
            if (UNBOXING.contains(callee.name())) return new Treatment.Unbox();
        }
        if (owner.startsWith("Lorg/cotangent/runtime/")) return ours(callee);
        Optional<Treatment> frontDoor = Links.treatment(callee);
        if (frontDoor.isPresent()) return frontDoor.get();
        if (!Jdk.isJdk(callee.owner())) return followed(call);
        return jdk(call);
    }

    private static Treatment ours(Callee callee) {
        return switch (callee.name()) {
            case "register", "refuse", "caught", "findShadow", "makeShadow", "open", "shadows" -> new Treatment.Plain();
            default -> new Treatment.Follow(method(Op.Invoke.Kind.STATIC, callee));
        };
    }

    private Treatment followed(Op.Invoke call) {
        if (Lower.isCopy(call.callee())) {
            return copies.whyNot(Lower.constructor(call.callee()))
                    .<Treatment>map(why -> new Treatment.Unknown(why, ""))
                    .orElseGet(() -> new Treatment.Follow(method(Op.Invoke.Kind.SPECIAL, call.callee())));
        }
        if (call.callee().isConstructor() && world.construction(call.callee().owner()) == Construction.COPY) {
            return new Treatment.Plain();
        }
        Optional<Callee> declared = classes.hierarchy().resolve(call.callee()).map(m -> m.callee());
        if (declared.isPresent() && Jdk.isJdk(declared.get().owner())) {
            return jdk(new Op.Invoke(call.kind(), declared.get(), call.args()));
        }
        return new Treatment.Follow(classes.exact(call)
                .map(callee -> method(Op.Invoke.Kind.SPECIAL, callee))
                .orElseGet(() -> method(call.kind(), call.callee())));
    }

    private static Variant.Method method(Op.Invoke.Kind kind, Callee callee) {
        return new Variant.Method(kind == Op.Invoke.Kind.STATIC ? Op.Invoke.Kind.SPECIAL : kind, callee);
    }

    private Treatment jdk(Op.Invoke call) {
        Callee callee = call.callee();
        if (Jdk.isFollowed(callee)) return new Treatment.Follow(method(call.kind(), callee));
        if (Jdk.isMover(callee) || Jdk.isInert(callee)) return new Treatment.Plain();
        boolean numbers = Type.of(callee.type().returnType()).isFloating();
        for (ClassDesc p : callee.type().parameterList()) {
            if (!p.isPrimitive() && !p.equals(ConstantDescs.CD_String) || Type.of(p).isFloating()) numbers = true;
        }
        if (!numbers) return new Treatment.Plain();
        return new Treatment.Unknown(
                callee.shortName() + " belongs to the JDK, has no rule, and could carry an active number away",
                "add a rule in a @RulesFor(" + callee.owner().displayName() + ".class) table");
    }
}
