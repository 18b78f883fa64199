package org.cotangent;

import java.util.List;

/// A gradient in its general form: one number for each floating-point number that the argument holds.
///
/// The order of [#flat] and [#names] is the order of the parts: elements by index, fields as declared,
/// superclass first, entries as the collection iterates; each object once, where it is met first.
public interface Tangents<A> {

    /// The value of the function.
    double value();

    /// The partial derivatives; a fresh array, the caller's own.
    double[] flat();

    /// The path of each number, in the order of [#flat]: `pose.range.lo`, `weights[3][7]`, `rates.EUR`.
    List<String> names();

    /// The partial derivative at one of [#names]; [IllegalArgumentException], with the nearest names, for any other path.
    double at(String path);
}
