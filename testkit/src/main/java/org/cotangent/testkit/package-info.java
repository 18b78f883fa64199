/// Checks that a derivative is one.
@NullMarked
package org.cotangent.testkit;

import org.jspecify.annotations.NullMarked;
