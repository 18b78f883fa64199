package org.cotangent.ad.rules;

import java.util.List;
import java.util.Optional;
import org.cotangent.ir.Bodies;
import org.cotangent.ir.Callee;
import org.cotangent.ir.Func;
import org.cotangent.ir.Origin;

/// A rule whose signature is read, and whose body, if it has one, is not.
sealed interface Draft {
    Callee target();

    String name();

    /// The rule, once needed.
    Rule read(Bodies bodies);

    /// A rule that has no body to read.
    record Done(Rule rule) implements Draft {
        @Override
        public Callee target() {
            return rule.target();
        }

        @Override
        public String name() {
            return rule.name();
        }

        @Override
        public Rule read(Bodies bodies) {
            return rule;
        }
    }

    /// A differential: `method(primals…, [result], tangents…)`.
    ///
    /// @param names of the parameters, for people
    record Differential(
            Callee target,
            Callee method,
            Class<?> table,
            boolean usesResult,
            List<Integer> tangentOf,
            List<String> names,
            String name)
            implements
                Draft {

        @Override
        public Rule read(Bodies bodies) {
            Optional<Func> lifted = bodies.body(method);
            if (lifted.isEmpty())
                throw new Blame(name, List.of())
                        .notPlain(Origin.at(name, "", 0), "its class file is not to be found",
                                "add it to the class path");
            int firstTangent = lifted.get().parameters().size() - tangentOf.size();
            Func body = new Straighten(bodies, new Access(table), name).of(lifted.get(), firstTangent, names);
            return new Rule.Differential(target, body, usesResult, tangentOf, name);
        }
    }
}
