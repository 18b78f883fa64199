package org.cotangent.rule;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// On a table of rules: methods whose derivative is zero wherever it is defined, by name (all overloads), such as `floor`.
/// What flows through one is cut there, and `explain` says so.
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Flat {
    String[] value();
}
