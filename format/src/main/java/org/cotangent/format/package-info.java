/// Formats our sources.
@NullMarked
package org.cotangent.format;

import org.jspecify.annotations.NullMarked;
