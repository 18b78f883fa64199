package org.cotangent.cli;

import java.io.PrintStream;
import java.util.List;

/// What `./cotangent` runs: one subcommand per line of [#run].
///
/// A command returns its exit code. Bad usage is a [Usage]: one line that says what to type instead, and code 2.
public final class Main {

    private Main() {}

    static void main(String[] args) {
        System.exit(run(List.of(args), System.err));
    }

    static int run(List<String> args, PrintStream err) {
        try {
            return dispatch(args);
        } catch (Usage mend) {
            err.println(mend.getMessage());
            return 2;
        }
    }

    private static int dispatch(List<String> args) throws Usage {
        if (args.isEmpty()) {
            throw new Usage("say what to do: demo, grad, explain or roundtrip (./cotangent help)");
        }
        var name = args.getFirst();
        var rest = args.subList(1, args.size());
        return switch (name) {
            case "demo", "grad", "explain", "roundtrip" -> notYet(name, rest);
            default -> throw new Usage("no command " + name + ": demo, grad, explain or roundtrip (./cotangent help)");
        };
    }

    private static int notYet(String name, List<String> rest) throws Usage {
        throw new Usage(name + " is not there yet, so nothing was done with its " + rest.size() + " arguments");
    }
}
