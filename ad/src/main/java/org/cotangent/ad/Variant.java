package org.cotangent.ad;

import java.lang.constant.MethodTypeDesc;
import org.cotangent.ir.Callee;
import org.cotangent.ir.Op;
import org.cotangent.ir.Target;

/// A derivative of a method, or of a derivative: what a [org.cotangent.ir.Op.Link] in derivative code calls.
///
/// Parameters of the three kinds of code, for a function `y = f(x…)`:
/// - `PUSHFORWARD(x…, shadows, tangents, context) → y`, the tangent of `y` in `context.c1`;
/// - `FORWARD(x…, shadows, context) → y`, which leaves its frame on the tape;
/// - `REVERSE([yBar,] non-floating x…, shadows, context) → first cotangent`, further ones in `context.c1…`.
///
/// `shadows` and `tangents` are those that the signature names, in order of parameters.
public record Variant(Source source, Mode mode, Signature signature) implements Target {

    /// What is differentiated.
    public sealed interface Source {}

    /// A method, as called.
    public record Method(Op.Invoke.Kind kind, Callee callee) implements Source {}

    /// A derivative, differentiated again.
    public record Again(Variant variant) implements Source {}

    /// What a call of `target` runs, as it is: a function of its own around that one call.
    public record Linked(Target target, MethodTypeDesc type) implements Source {}

    /// Which of the three kinds of code.
    public enum Mode {
        PUSHFORWARD,
        FORWARD,
        REVERSE
    }

    /// The same derivative in another mode.
    public Variant in(Mode other) {
        return new Variant(source, other, signature);
    }

    @Override
    public String name() {
        String of =
                switch (source) {
                    case Method(_, var callee) -> callee.shortName();
                    case Again(var variant)    -> variant.name();
                    case Linked(var target, _) -> target.name();
                };
        return mode.name().toLowerCase(java.util.Locale.ROOT) + ":" + of + signature;
    }
}
