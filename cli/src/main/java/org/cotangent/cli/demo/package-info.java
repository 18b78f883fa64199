/// The main job: four gradients of real programs on real data, checked and plotted.
@NullMarked
package org.cotangent.cli.demo;

import org.jspecify.annotations.NullMarked;
