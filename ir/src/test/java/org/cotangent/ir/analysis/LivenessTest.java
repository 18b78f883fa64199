package org.cotangent.ir.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.cotangent.ir.Block;
import org.cotangent.ir.Func;
import org.cotangent.ir.Let;
import org.cotangent.ir.Value;
import org.cotangent.ir.text.ListingParser;
import org.junit.jupiter.api.Test;

class LivenessTest {
    /// A place in a function: before let `at` of a block, or before its exit.
    private record Place(Block block, int at) {
        boolean isExit() {
            return at == block.lets().size();
        }

        boolean reads(Value v) {
            boolean handed = at == 0 && block.handlers().stream().anyMatch(h -> h.edge().arguments().contains(v));
            if (!isExit()) return handed || block.lets().get(at).op().operands().contains(v);
            boolean argument = block.exit().edges().stream().anyMatch(e -> e.arguments().contains(v));
            return handed || argument || block.exit().operands().contains(v);
        }

        boolean writes(Value v) {
            return !isExit() && block.lets().get(at).result() == v;
        }
    }

    @Test
    void liveIsWhatIsReadOnSomeWay() {
        for (Func f : Programs.random().subList(0, 100)) {
            Liveness live = Liveness.of(f);
            for (Block b : f.blocks()) {
                BitSet in = reserved(f, b);
                BitSet out = reserved(f, b);
                for (Value v : values(f)) {
                    if (!b.parameters().contains(v) && isReadFrom(f, new Place(b, 0), v)) in.set(v.id());
                    for (Block.Edge e : b.edges()) {
                        Block next = f.byLabel().get(e.target());
                        if (!next.parameters().contains(v) && isReadFrom(f, new Place(next, 0), v)) out.set(v.id());
                    }
                }
                assertEquals(in, live.liveIn(b.label()));
                assertEquals(out, live.liveOut(b.label()));
            }
        }
    }

    private static List<Value> values(Func f) {
        return f.blocks().stream()
                .flatMap(b -> Stream.concat(
                        b.parameters().stream(), b.lets().stream().map(Let::result)))
                .toList();
    }

    /// Whether a way from `start` reads `v` before it writes it; exceptions may leave a guarded block anywhere.
    private static boolean isReadFrom(Func f, Place start, Value v) {
        Set<Place> seen = new HashSet<>(Set.of(start));
        Deque<Place> work = new ArrayDeque<>(seen);
        while (!work.isEmpty()) {
            Place p = work.remove();
            if (p.reads(v)) return true;
            Set<Place> next = new HashSet<>();
            for (Block.Handler h : p.block().handlers()) enter(f, h.edge(), v, next);
            if (p.isExit()) {
                for (Block.Edge e : p.block().exit().edges()) enter(f, e, v, next);
            } else if (!p.writes(v)) {
                next.add(new Place(p.block(), p.at() + 1));
            }
            for (Place n : next) if (seen.add(n)) work.add(n);
        }
        return false;
    }

    private static void enter(Func f, Block.Edge e, Value v, Set<Place> next) {
        Block target = f.byLabel().get(e.target());
        if (!target.parameters().contains(v)) next.add(new Place(target, 0));
    }

    private static BitSet reserved(Func f, Block b) {
        BitSet reserved = new BitSet();
        for (Block.Handler h : b.handlers()) {
            List<Value> parameters = f.byLabel().get(h.edge().target()).parameters();
            for (Value p : parameters.subList(1, parameters.size())) reserved.set(p.id());
        }
        return reserved;
    }

    @Test
    void argumentsOfHandlersAreLiveAtTheEntry() {
        Func f = ListingParser.parse("""
                func f(%0: i32) -> i32
                    %1 = const 3
                    jump ^guarded
                ^guarded:
                    catch any ^caught(%1)
                    %2 = div %0, %0
                    return %2
                ^caught(%4: Throwable, %3: i32):
                    return %3
                """);
        Liveness live = Liveness.of(f);
        Block.Label guarded = f.blocks().get(1).label();
        assertEquals(BitSet.valueOf(new long[] {0b1011}), live.liveIn(guarded));
        assertEquals(BitSet.valueOf(new long[] {0b1000}), live.liveOut(guarded));
        assertEquals(BitSet.valueOf(new long[] {0b0011}), live.liveOut(f.entry().label()));
        assertTrue(live.liveIn(f.entry().label()).isEmpty());
    }
}
