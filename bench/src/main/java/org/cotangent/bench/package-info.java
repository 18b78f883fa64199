/// Measuring.
@NullMarked
package org.cotangent.bench;

import org.jspecify.annotations.NullMarked;
