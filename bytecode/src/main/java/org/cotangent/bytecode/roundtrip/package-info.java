/// Class files through the IR and back, to see that nothing is lost.
@NullMarked
package org.cotangent.bytecode.roundtrip;

import org.jspecify.annotations.NullMarked;
