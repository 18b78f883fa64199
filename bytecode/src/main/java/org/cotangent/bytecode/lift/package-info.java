/// Stack code becomes functions: slots first, SSA second.
@NullMarked
package org.cotangent.bytecode.lift;

import org.jspecify.annotations.NullMarked;
