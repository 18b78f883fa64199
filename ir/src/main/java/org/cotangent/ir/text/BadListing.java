package org.cotangent.ir.text;

/// A text that is not a listing, with the place where it stops being one.
public final class BadListing extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final int line;
    private final int column;

    BadListing(String message, int line, int column, String text) {
        super("line " + line + ", column " + column + ": " + message + "\n  " + text + "\n  "
                + " ".repeat(column - 1) + "^");
        this.line = line;
        this.column = column;
    }

    /// The line, from 1.
    public int line() {
        return line;
    }

    /// The column, from 1.
    public int column() {
        return column;
    }
}
