/// The invariants, one method each, named as sentences.
@NullMarked
package org.cotangent.ir.verify;

import org.jspecify.annotations.NullMarked;
