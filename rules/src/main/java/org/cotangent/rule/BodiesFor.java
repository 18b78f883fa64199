package org.cotangent.rule;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// This class says what methods of another do, over public members only: in derivatives its methods are followed in place of
/// those, which touch what only their own class may.
///
/// A public static method stands for the method of the same name and parameters; the receiver of an instance method comes
/// first. It must do exactly what that method does, in the same order.
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface BodiesFor {
    /// The class whose methods are written out.
    Class<?> value();
}
