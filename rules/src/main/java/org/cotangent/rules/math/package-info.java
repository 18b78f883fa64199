/// Differentials of `Math` and `StrictMath`.
@NullMarked
package org.cotangent.rules.math;

import org.jspecify.annotations.NullMarked;
