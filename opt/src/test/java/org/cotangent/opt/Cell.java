package org.cotangent.opt;

/// An object of random programs.
public final class Cell {
    public double d;
    public Cell next;
}
