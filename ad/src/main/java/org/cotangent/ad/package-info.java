/// The differentiation transforms.
@NullMarked
package org.cotangent.ad;

import org.jspecify.annotations.NullMarked;
