/// Questions about a function, answered once and thrown away.
@NullMarked
package org.cotangent.ir.analysis;

import org.jspecify.annotations.NullMarked;
