/// Class files in, class files out.
@NullMarked
package org.cotangent.bytecode;

import org.jspecify.annotations.NullMarked;
