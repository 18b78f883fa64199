package org.cotangent.ad;

import java.util.Optional;
import org.cotangent.ir.Callee;
import org.cotangent.ir.FieldRef;
import org.cotangent.ir.Func;
import org.cotangent.ir.Op;
import org.cotangent.ir.Target;

/// What differentiation asks about the program around a function; answered from class files, which this module never sees.
public interface World extends Layout, Treatment.Of {
    /// The body that a call of exactly this method runs.
    Optional<Func> body(Callee callee);

    /// The body to put in place of `call` within code of `host`, if it is known which one that is, and it is good and lawful
    /// to do so.
    Optional<Func> inlined(Op.Invoke call, Callee host);

    /// The same call, where its receiver is known to be of exactly class `receiver`: empty if that says nothing new.
    Optional<Op> on(java.lang.constant.ClassDesc receiver, Op.Invoke call);

    /// The class that the result of a call of `target` exactly has, if the code that it runs makes it.
    Optional<java.lang.constant.ClassDesc> made(Target target);

    /// The body of the constructor that `call` runs, to be put in its place within code of `host` where the object becomes values:
    /// if that is lawful, and nobody can tell that the object was never made.
    Optional<Func> constructor(Op.Invoke call, Callee host);

    /// Whether a field never changes after its object is made.
    boolean isFinal(FieldRef field);

    /// Whether whoever reads a field finds in it what it holds for good: it is final, and nobody gets to see its object before
    /// it is set.
    boolean isSettled(FieldRef field);

    /// Whether a field is final and its object made by its own constructor: it is not written again when that constructor's
    /// body runs for the tangents.
    boolean isMadeBefore(FieldRef field);

    /// How objects of class `desc` are made in derivative code.
    Construction construction(java.lang.constant.ClassDesc desc);
}
