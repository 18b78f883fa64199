package org.cotangent.escapes;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A program whose derivative must be refused.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface Refused {}
