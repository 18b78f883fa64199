/// What `./cotangent` runs.
@NullMarked
package org.cotangent.cli;

import org.jspecify.annotations.NullMarked;
