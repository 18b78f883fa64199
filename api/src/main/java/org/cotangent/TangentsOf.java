package org.cotangent;

import java.util.List;
import org.cotangent.engine.Found;
import org.cotangent.engine.Paths;

/// A gradient as numbers with names.
final class TangentsOf<A> implements Tangents<A> {
    private final double value;
    private final double[] flat;
    private final Paths paths;

    TangentsOf(double value, Found found) {
        this.value = value;
        this.flat = found.flat();
        this.paths = found.paths();
    }

    @Override
    public double value() {
        return value;
    }

    @Override
    public double[] flat() {
        return flat.clone();
    }

    @Override
    public List<String> names() {
        return paths.names();
    }

    @Override
    public double at(String path) {
        return flat[paths.place(path)];
    }
}
