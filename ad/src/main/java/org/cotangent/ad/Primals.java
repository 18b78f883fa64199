package org.cotangent.ad;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.cotangent.ad.Residuals.Trips;
import org.cotangent.ad.Runtime.Stack;
import org.cotangent.ir.Block;
import org.cotangent.ir.Builder;
import org.cotangent.ir.Let;
import org.cotangent.ir.Op;
import org.cotangent.ir.Type;
import org.cotangent.ir.Value;
import org.cotangent.ir.Variables;
import org.cotangent.ir.analysis.Loops;

/// The values of the forward sweep where the reverse sweep needs them: passed again, read from the tape, or computed again,
/// as [Residuals] says.
final class Primals {
    private record Iteration(Block.Label header) {}

    private record Base(Optional<Block.Label> level, Stack stack) {}

    private record Top(Stack stack) {}

    private final Builder b;
    private final Variables variables;
    private final Residuals residuals;
    private final Map<Value, Value> parameters = new HashMap<>();
    private final Map<Stack, Value> tapes = new EnumMap<>(Stack.class);
    private final Map<Base, Value> sizes = new HashMap<>();
    private final Map<Block.Label, Map<Value, Value>> made = new HashMap<>();

    Primals(Builder b, Variables variables, Residuals residuals) {
        this.b = b;
        this.variables = variables;
        this.residuals = residuals;
    }

    /// `x` is passed to the reverse sweep, too.
    void passed(Value x, Value parameter) {
        parameters.put(x, parameter);
    }

    /// What is passed as `x`.
    Value parameter(Value x) {
        Value found = parameters.get(x);
        if (found == null) throw new IllegalStateException("no parameter for " + x);
        return found;
    }

    /// The value that `v` had in the forward sweep, where the reverse sweep is now.
    Value of(Value v) {
        Map<Value, Value> here = made.computeIfAbsent(b.here(), _ -> new HashMap<>());
        Value known = here.get(v);
        if (known != null) return known;
        Value found = make(v);
        here.put(v, found);
        return found;
    }

    private Value make(Value v) {
        Value parameter = parameters.get(v);
        if (parameter != null) return parameter;
        Optional<Let> definition = residuals.uses().definition(v);
        if (residuals.isKept(v)) {
            return kept(v, residuals.level(residuals.uses().block(v)), v.type(), v.linear());
        }
        if (definition.isPresent()) {
            Op op = definition.get().op();
            if (op instanceof Op.MakeShadow(var object, var c)) op = new Op.FindShadow(object, c);
            Op again = op.map(this::of);
            Value result = b.value(v.type(), v.hint(), v.linear());
            return b.append(new Let(result, again, definition.get().origin()));
        }
        Residuals.Induction i = residuals.induction(v).orElseThrow(() -> new IllegalStateException("lost: " + v));
        Value t = iteration(residuals.uses().block(v));
        Value steps = i.step() == 1 ? t : b.let(new Op.Mul(t, b.constant(i.step())));
        return b.let(new Op.Add(of(i.init()), steps), v.hint());
    }

    /// A shadow that only the reverse sweep sees is made by it: so nothing need be kept, and it is known to be apart.
    void remake(Let let) {
        if (!(let.op() instanceof Op.NewArray(var c, var length)) || residuals.isKept(length)) return;
        Value shadow = b.value(let.result().type(), let.result().hint(), true);
        parameters.put(let.result(), b.append(new Let(shadow, new Op.NewArray(c, of(length)), let.origin())));
    }

    // ---- iterations -----------------------------------------------------------------------------------------

    /// Which iteration of a loop is being reversed.
    Value iteration(Block.Label header) {
        return variables.read(b.here(), new Iteration(header), like(Type.I32));
    }

    /// From here on, iteration `t` of a loop is being reversed.
    void iterate(Block.Label header, Value t) {
        variables.write(b.here(), new Iteration(header), t);
    }

    /// How often a loop ran.
    Value trips(Loops.Loop loop) {
        Optional<Block.Label> outer = loop.parent().map(Loops.Loop::header);
        return residuals.formula(loop)
                .map(this::trips)
                .orElseGet(() -> kept(new Trips(loop.header()), outer, Type.I32, false));
    }

    private Value trips(Residuals.Formula f) {
        Value from = of(f.from());
        Value span = b.let(new Op.Sub(of(f.to()), from));
        if (f.inclusive()) span = b.let(new Op.Add(span, b.constant(1)));
        return b.invokeStatic(Runtime.MAX, span, b.constant(1));
    }

    // ---- tape -----------------------------------------------------------------------------------------------

    /// Finds the tape as the forward sweep left it.
    void open(Value context) {
        for (Stack s : Stack.values()) {
            tapes.put(s, b.let(new Op.GetField(s.array, context), s.array.name()));
            readTop(s, context);
        }
    }

    /// Finds the tape as a callee left it.
    void readTops(Value context) {
        for (Stack s : Stack.values()) readTop(s, context);
    }

    private void readTop(Stack s, Value context) {
        variables.write(b.here(), new Top(s), b.let(new Op.GetField(s.top, context), s.top.name()));
    }

    /// Leaves the tape to others.
    void writeTops(Value context) {
        for (Stack s : Stack.values()) b.let(new Op.PutField(s.top, context, top(s)));
    }

    /// Takes the frame of a level off the tape: from here on its slots stand above the base.
    void pop(Optional<Block.Label> level) {
        for (Stack s : Stack.values()) {
            Value size = b.value(Type.I32, "size", false);
            sizes.put(new Base(level, s), size);
            Value base = b.let(new Op.Sub(top(s), size), s.top.name());
            variables.write(b.here(), new Top(s), base);
            variables.write(b.here(), new Base(level, s), base);
        }
    }

    /// How large frames are, once all has been asked for.
    void sizeFrames(Block.Label start) {
        sizes.forEach((base, size) -> {
            int n = residuals.frame(base.level()).keys(base.stack()).size();
            b.replace(size, b.prepend(start, Op.constant(n), ""));
        });
    }

    private Value top(Stack s) {
        return variables.read(b.here(), new Top(s), like(Type.I32));
    }

    private static Value like(Type type) {
        return new Value(-1, type, "", false);
    }

    /// Reads `key` from its frame.
    Value kept(Object key, Optional<Block.Label> level, Type type, boolean linear) {
        boolean shadow = linear && type.isReference();
        Stack stack = shadow ? Stack.S : Stack.of(type);
        int slot = residuals.frame(level).slot(key, stack);
        residuals.read(key, b.origin());
        Value base = variables.read(b.here(), new Base(level, stack), like(Type.I32));
        Value at = slot == 0 ? base : b.let(new Op.Add(base, b.constant(slot)));
        Value tape = tape(stack);
        Op restore = new Op.Restore(tape, at, type.isReference() ? Type.OBJECT : type);
        Value raw = b.append(new Let(b.value(restore.type(), "", shadow), restore, b.origin()));
        if (!type.isReference() || type.equals(Type.OBJECT) && !linear) return raw;
        Value result = b.value(type, "", linear);
        return b.append(new Let(result, new Op.Cast(type.desc(), raw), b.origin()));
    }

    private Value tape(Stack stack) {
        Value tape = tapes.get(stack);
        if (tape == null) throw new IllegalStateException("no tape " + stack);
        return tape;
    }
}
