package org.cotangent.ad.rules;

import java.util.ArrayList;
import java.util.List;
import org.cotangent.ir.Block;
import org.cotangent.ir.Builder;
import org.cotangent.ir.Func;
import org.cotangent.ir.Op;
import org.cotangent.ir.Value;

/// Functions that consist of one differential's body.
final class Splices {
    private Splices() {}

    /// `rule` as code, with the tangents that are `active` as parameters and the others zero.
    static Func of(Rule.Differential rule, List<Boolean> active) {
        Builder b = new Builder(0, true);
        Block.Label entry = b.block("entry");
        b.in(entry);
        List<Value> parameters = rule.body().parameters();
        int known = parameters.size() - active.size();
        List<Value> primals = new ArrayList<>();
        for (Value p : parameters.subList(0, known)) primals.add(b.parameter(entry, p.type(), p.hint()));
        Value result = rule.usesResult() ? primals.removeLast() : primals.getLast();
        List<Value> tangents = new ArrayList<>();
        for (int i = 0; i < active.size(); i++) {
            Value p = parameters.get(known + i);
            tangents.add(active.get(i) ? b.parameter(entry, p.type(), p.hint(), true) : b.zero(p.type()));
        }
        b.ret(rule.into(b, primals, result, tangents));
        return b.build(rule.name(), rule.body().result());
    }

    /// The names of the methods of rule tables that are called, in order.
    static List<String> calls(Func f) {
        return f.entry().lets().stream()
                .filter(l -> l.op() instanceof Op.Invoke)
                .map(l -> ((Op.Invoke) l.op()).callee())
                .filter(c -> c.shortName().contains("Rules"))
                .map(c -> c.name())
                .toList();
    }
}
