package org.cotangent.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/// An error of ours, for the person who met it: one line, or the stack trace if the environment variable
/// `COTANGENT_TRACE` is set.
final class Fault {
    private Fault() {}

    static String of(Throwable e) {
        if (System.getenv("COTANGENT_TRACE") != null) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace, true));
            return trace.toString().stripTrailing();
        }
        String what = String.valueOf(e).lines().findFirst().orElse("");
        String where = e.getStackTrace().length == 0 ? "" : " at " + e.getStackTrace()[0];
        return "an error of Cotangent itself, please report it (COTANGENT_TRACE=1 shows all): " + what + where;
    }
}
