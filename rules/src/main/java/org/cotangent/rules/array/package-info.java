/// Derivatives of what moves and fills arrays.
@NullMarked
package org.cotangent.rules.array;

import org.jspecify.annotations.NullMarked;
