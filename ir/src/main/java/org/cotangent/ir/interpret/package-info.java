/// The oracle: runs a function op by op, and counts what it runs.
@NullMarked
package org.cotangent.ir.interpret;

import org.jspecify.annotations.NullMarked;
