package org.cotangent.cli;

import java.io.PrintStream;
import java.lang.reflect.Method;
import java.util.List;
import org.cotangent.Cotangent;
import org.cotangent.Explanation;

/// `./cotangent explain TARGET Class::method`: how a derivative is computed, and the programs on the way.
final class Explain {
    private static final String FORM = "./cotangent explain TARGET Class::method";

    private Explain() {}

    static int run(List<String> args, PrintStream out) throws Usage {
        if (args.size() != 2) throw new Usage(FORM);
        MethodName name = MethodName.parse(args.get(1));
        try (Target target = Target.open(args.getFirst())) {
            List<Method> methods = new Lookups(target).methods(name);
            if (methods.size() > 1) {
                throw new Usage("there are " + Lookups.signatures(methods) + ": name one, in quotes, as '" + args.get(1)
                        + Lookups.signature(methods.getFirst()).substring(name.method().length()) + "'");
            }
            tell(Cotangent.gradient(Cotangent.objective(methods.getFirst())).explain(), out);
        }
        return 0;
    }

    private static void tell(Explanation story, PrintStream out) {
        out.println(story.toString().stripTrailing());
        section("primal: the method, with its small callees in place", story.stage("primal"), out);
        section("pushforward: the value, and how it moves", story.stage("linearized"), out);
        section("pullback, forward sweep: the value; keeps what the way back reads", story.stage("forward"), out);
        section("pullback, reverse sweep: from the sensitivity of the value to those of the arguments",
                story.stage("reverse"), out);
    }

    private static void section(String title, String listing, PrintStream out) {
        out.printf("%n---- %s%n%n%s%n", title, listing.stripTrailing());
    }
}
