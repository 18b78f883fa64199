/// Functions become stack code, and stack code a hidden class.
@NullMarked
package org.cotangent.bytecode.emit;

import org.jspecify.annotations.NullMarked;
