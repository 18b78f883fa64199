package org.cotangent.cli;

import java.io.PrintStream;

/// Says on the terminal what takes so long, once it has taken two seconds.
final class Waiting implements AutoCloseable {
    private static final long PATIENCE = 2000;

    private final Thread watch;

    private Waiting(String what, PrintStream err) {
        watch = Thread.ofVirtual().start(() -> {
            try {
                Thread.sleep(PATIENCE);
                err.println(what + " ...");
            } catch (InterruptedException _) {
                // done in time
            }
        });
    }

    static Waiting on(String what) {
        return new Waiting(what, System.err);
    }

    @Override
    public void close() {
        watch.interrupt();
    }
}
