package org.cotangent.ad.rules;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.cotangent.ir.Bodies;
import org.cotangent.ir.Callee;
import org.cotangent.rules.math.DoubleRules;
import org.cotangent.rules.math.FloatRules;
import org.cotangent.rules.math.MathRules;
import org.cotangent.runtime.BadRule;

/// All rules that are known, by the method that they are for.
///
/// The tables handed over are read and checked at once; our own, which are checked by tests, rule by rule when first
/// asked for. A table that is handed over may replace our rules.
public final class RuleBook {
    /// The tables that come with Cotangent.
    public static final List<Class<?>> OWN =
            List.of(MathRules.class, DoubleRules.class, FloatRules.class);

    private final Bodies bodies;
    private final Map<Callee, Draft> drafts = new HashMap<>();
    private final Map<Callee, Rule.Pullback> pullbacks = new HashMap<>();
    private final Map<Callee, Rule> read = new ConcurrentHashMap<>();

    /// The rules in `tables` and our own; bodies of rules come from `bodies`.
    public RuleBook(List<Class<?>> tables, Bodies bodies) {
        this.bodies = bodies;
        for (Class<?> own : OWN) Table.of(own, bodies).forEach(table -> drafts.putAll(table.drafts()));
        Map<Callee, Draft> added = new HashMap<>();
        for (Class<?> c : tables) {
            for (Table table : Table.of(c, bodies)) {
                table.drafts().values().forEach(draft -> add(added, draft));
                pullbacks.putAll(table.pullbacks());
            }
        }
        drafts.putAll(added);
        added.keySet().forEach(this::find);
    }

    /// The rule for `callee`, whose owner declares it.
    public Optional<Rule> find(Callee callee) {
        Rule known = read.get(callee);
        if (known != null) return Optional.of(known);
        Optional<Rule> rule = Optional.ofNullable(drafts.get(callee)).map(draft -> draft.read(bodies));
        rule.ifPresent(r -> read.put(callee, r));
        return rule;
    }

    /// The pullback by hand for `callee`, whose owner declares it.
    public Optional<Rule.Pullback> pullback(Callee callee) {
        return Optional.ofNullable(pullbacks.get(callee));
    }

    /// Reads every rule.
    public void readAll() {
        drafts.keySet().forEach(this::find);
    }

    private static void add(Map<Callee, Draft> added, Draft draft) {
        Draft before = added.putIfAbsent(draft.target(), draft);
        if (before != null)
            throw new BadRule(
                    draft.target().shortName() + " has rules in two tables",
                    List.of(),
                    before.name() + " and " + draft.name(),
                    "hand over one of the tables");
    }
}
