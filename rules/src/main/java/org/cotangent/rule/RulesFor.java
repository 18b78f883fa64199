package org.cotangent.rule;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// This class is a table of derivatives of the methods of another class.
///
/// A static method of the table whose name is a prefix and a capitalised name is a rule for the method of that name:
///
/// - `d` the differential (`dSin`): linear in its tangents; every derivative, forward and in reverse, comes from it;
/// - `t` the transpose of a method that is linear itself;
/// - `bar` the pullback, written by hand, where transposing the differential would be wrong, slow or impossible.
///
/// Parameters come in fixed order, *what you know, then what flows*: the method's own (receiver first), its result where
/// marked [Result], then a tangent for each parameter of floating point that has a derivative (or the result's cotangent,
/// then a [Sink] each). Every other method of the table is an ordinary helper: one that is not accessible from everywhere
/// is inlined into the rules that call it.
///
/// A table is read before anything is differentiated by it, and refused with the line of the rule if it makes no sense.
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface RulesFor {
    /// The class whose methods are differentiated, or several with the same methods.
    Class<?>[] value();
}
