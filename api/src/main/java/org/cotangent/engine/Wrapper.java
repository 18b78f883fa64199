package org.cotangent.engine;

/// A function object of ours that is a derivative of another: the code of that one decides where derivatives of it are made.
public interface Wrapper {
    /// The function that it is a derivative of.
    Object inner();
}
