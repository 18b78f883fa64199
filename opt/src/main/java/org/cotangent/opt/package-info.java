/// Pass, pipeline, and one file per pass.
@NullMarked
package org.cotangent.opt;

import org.jspecify.annotations.NullMarked;
