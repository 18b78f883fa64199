package org.cotangent.cli;

/// Bad usage, as the one line that mends it.
public final class Usage extends Exception {

    private static final long serialVersionUID = 1L;

    public Usage(String mend) {
        super(mend);
    }
}
