package org.cotangent.rule;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// On a table of rules: methods that run as they are and contribute nothing to a derivative, by name (all overloads):
/// they answer questions (`isNaN`), or depend on nothing (`random`).
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Inactive {
    String[] value();
}
