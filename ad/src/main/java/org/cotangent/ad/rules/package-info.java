/// Finding, lifting and checking rule tables.
@NullMarked
package org.cotangent.ad.rules;

import org.jspecify.annotations.NullMarked;
