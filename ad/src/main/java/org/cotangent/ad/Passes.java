package org.cotangent.ad;

import java.util.Optional;
import java.util.function.Function;
import org.cotangent.ir.Func;
import org.cotangent.ir.Op;

/// The pipelines around differentiation: what is done to a function before, between and after.
public interface Passes {
    /// A method as lifted: its small callees are put in place (`methods` decides), and objects that never leave it become
    /// values, if their constructors can be had.
    Func values(
            Func f, Function<Op.Invoke, Optional<Func>> methods, Function<Op.Invoke, Optional<Func>> constructors);

    /// A method in the simpler ops of [Lower]: its small callees are put in place (`body` decides), and it is tidied.
    Func primal(Func f, Function<Op.Invoke, Optional<Func>> body);

    /// Loops get their shape, and the primal is optimised, before it is linearized for reverse mode. Not optional.
    /// `guarded`: whether ways to where it only throws are exits like others.
    Func shape(Func f, boolean guarded);

    /// The linearized function is optimised; the shape stays. `guarded`: whether tangents still matter after it has thrown.
    Func linear(Func f, boolean guarded);

    /// What will be emitted is optimised. `guarded`: whether shadows still matter after it has thrown.
    Func afterwards(Func f, boolean guarded);
}
