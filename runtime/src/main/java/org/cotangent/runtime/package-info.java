/// Run-time support of generated code; no compiler types.
@NullMarked
package org.cotangent.runtime;

import org.jspecify.annotations.NullMarked;
