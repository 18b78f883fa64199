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
            Explanation story = Cotangent.gradient(Cotangent.objective(methods.getFirst())).explain();
            out.println(story);
        }
        return 0;
    }
}
