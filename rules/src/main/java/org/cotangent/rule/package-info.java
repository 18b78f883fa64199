/// The vocabulary of rule authors.
@NullMarked
package org.cotangent.rule;

import org.jspecify.annotations.NullMarked;
