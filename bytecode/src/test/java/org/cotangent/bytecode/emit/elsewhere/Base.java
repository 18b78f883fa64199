package org.cotangent.bytecode.emit.elsewhere;

/// A superclass in another package.
public class Base {
    protected int count = 3;
    protected static String shared = "shared";

    protected String hello(String name) {
        return "hello " + name + " " + count;
    }

    /// What only this package may name.
    static class Closed {
        int x;

        Closed(int x) {
            this.x = x;
        }

        int twice() {
            return 2 * x;
        }
    }

    /// A way to the closed class, for others to inline.
    public static int twice(int x) {
        return new Closed(x).twice();
    }

    private static int secret(int x) {
        return x + 1000;
    }

    /// A way to the secret.
    public static int more(int x) {
        return secret(x);
    }
}
