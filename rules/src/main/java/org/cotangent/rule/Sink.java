package org.cotangent.rule;

/// Where a pullback adds the cotangent of one argument.
///
/// Adding to the sink of an inactive argument is nothing.
public interface Sink<T> {
    void add(T cotangent);
}
