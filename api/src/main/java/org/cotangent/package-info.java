/// The front door: the derivative of a function, as a function.
@NullMarked
package org.cotangent;

import org.jspecify.annotations.NullMarked;
