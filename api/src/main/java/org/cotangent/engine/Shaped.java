package org.cotangent.engine;

import org.jspecify.annotations.Nullable;

/// Numbers in the shape of a structure, and the objects and arrays in it that hold them.
final class Shaped {
    final @Nullable Object root;
    final Object[] cells;

    Shaped(@Nullable Object root, Object[] cells) {
        this.root = root;
        this.cells = cells;
    }
}
