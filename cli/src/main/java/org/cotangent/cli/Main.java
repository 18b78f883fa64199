package org.cotangent.cli;

import java.io.PrintStream;
import java.util.List;
import org.cotangent.cli.demo.Demo;
import org.cotangent.runtime.CotangentException;

/// What `./cotangent` runs: one command a line of `dispatch`.
///
/// A command returns its exit code. Bad usage is a [Usage]: one line that says what to type instead, and code 2. A derivative
/// that cannot be given is code 1 and the four lines of its [CotangentException].
public final class Main {
    private static final String COMMANDS = "demo, grad, explain or roundtrip (./cotangent help)";

    private Main() {}

    static void main(String[] args) {
        System.exit(run(List.of(args), System.out, System.err));
    }

    static int run(List<String> args, PrintStream out, PrintStream err) {
        try {
            return dispatch(args, out);
        } catch (Usage mend) {
            err.println(mend.getMessage());
            return 2;
        } catch (CotangentException refusal) {
            err.println(refusal.getMessage());
            return 1;
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
            err.println(Fault.of(e));
            return 3;
        }
    }

    private static int dispatch(List<String> args, PrintStream out) throws Usage {
        if (args.isEmpty()) throw new Usage("say what to do: " + COMMANDS);
        String name = args.getFirst();
        List<String> rest = args.subList(1, args.size());
        return switch (name) {
            case "demo"      -> Demo.run(rest, out);
            case "grad"      -> Grad.run(rest, out);
            case "explain"   -> Explain.run(rest, out);
            case "roundtrip" -> RoundTrips.run(rest, out);
            default          -> throw new Usage("no command " + name + ": " + COMMANDS);
        };
    }
}
