/// Listing printer and parser; exact inverses.
@NullMarked
package org.cotangent.ir.text;

import org.jspecify.annotations.NullMarked;
