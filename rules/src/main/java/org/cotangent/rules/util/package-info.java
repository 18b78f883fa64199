/// What methods of `java.util` do, written over public members.
@NullMarked
package org.cotangent.rules.util;

import org.jspecify.annotations.NullMarked;
