package org.cotangent.ir.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cotangent.ir.Block;
import org.cotangent.ir.Func;
import org.cotangent.ir.text.ListingParser;
import org.junit.jupiter.api.Test;

class LoopsTest {
    @Test
    void loopsAreNaturalLoops() {
        int nested = 0;
        for (Func f : Programs.random()) {
            Loops loops = Loops.of(f);
            List<Block.Label> headers = new ArrayList<>();
            for (Block h : f.blocks()) {
                List<Block.Label> latches = latches(f, h.label());
                if (latches.isEmpty()) continue;
                headers.add(h.label());
                Loops.Loop loop = loops.all().get(headers.size() - 1);
                assertEquals(latches, loop.latches());
                assertEquals(body(f, h.label(), latches), loop.body());
                assertEquals(h.label(), loop.body().iterator().next());
            }
            assertEquals(headers, loops.all().stream().map(Loops.Loop::header).toList());
            nested += (int) loops.all().stream().filter(l -> l.depth() > 2).count();
        }
        assertTrue(nested > 50, "only " + nested + " deeply nested");
    }

    @Test
    void loopsNest() {
        for (Func f : Programs.random()) {
            Loops loops = Loops.of(f);
            for (Loops.Loop loop : loops.all()) {
                Optional<Loops.Loop> parent = smallest(loops, loop.header(), Optional.of(loop));
                assertEquals(parent.map(Loops.Loop::header), loop.parent().map(Loops.Loop::header));
                assertEquals(parent.map(Loops.Loop::depth).orElse(0) + 1, loop.depth());
            }
            for (Block b : f.blocks()) {
                assertEquals(smallest(loops, b.label(), Optional.empty()), loops.innermost(b.label()));
                long around = loops.all().stream().filter(l -> l.contains(b.label())).count();
                assertEquals(around, loops.depth(b.label()));
            }
        }
    }

    private static Optional<Loops.Loop> smallest(Loops loops, Block.Label b, Optional<Loops.Loop> besides) {
        return loops.all().stream()
                .filter(l -> l.contains(b) && besides.filter(x -> x == l).isEmpty())
                .min(Comparator.comparingInt(l -> l.body().size()));
    }

    @Test
    void reducibleMeansNoCycleWithoutLatch() {
        int irreducible = 0;
        for (Func f : Programs.random()) {
            boolean cycle = false;
            for (Block b : f.blocks()) {
                for (Block.Edge e : forward(f, b)) cycle |= forwardReaches(f, e.target(), b.label());
            }
            assertEquals(!cycle, Loops.of(f).reducible());
            if (cycle) irreducible++;
        }
        assertTrue(irreducible > 20, "only " + irreducible + " irreducible");
    }

    @Test
    void aHandlerMayCloseALoop() {
        Func f = ListingParser.parse("""
                func f(%x: i32) -> i32
                    jump ^try(%x)
                ^try(%i: i32):
                    catch any ^caught(%i)
                    %y = div %x, %i
                    return %y
                ^caught(%e: Throwable, %j: i32):
                    %one = const 1
                    %k = add %j, %one
                    jump ^try(%k)
                """);
        Loops loops = Loops.of(f);
        assertEquals(1, loops.all().size());
        assertEquals(List.of(f.blocks().get(2).label()), loops.all().getFirst().latches());
        assertEquals(1, loops.depth(f.blocks().get(2).label()));
        assertFalse(loops.innermost(f.entry().label()).isPresent());
    }

    private static List<Block.Label> latches(Func f, Block.Label header) {
        List<Block.Label> latches = new ArrayList<>();
        for (Block b : f.blocks()) {
            boolean back = b.edges().stream().anyMatch(e -> e.target() == header);
            if (back && Programs.dominates(f, header, b.label())) latches.add(b.label());
        }
        return latches;
    }

    private static Set<Block.Label> body(Func f, Block.Label header, List<Block.Label> latches) {
        Set<Block.Label> body = new HashSet<>(Set.of(header));
        for (Block b : f.blocks()) {
            if (b.label() == header) continue;
            Set<Block.Label> ahead = Programs.reached(f, b.label(), (x, _) -> x.label() != header);
            if (latches.stream().anyMatch(l -> l != header && ahead.contains(l))) body.add(b.label());
        }
        return body;
    }

    private static List<Block.Edge> forward(Func f, Block b) {
        return b.edges().stream().filter(e -> !Programs.dominates(f, e.target(), b.label())).toList();
    }

    private static boolean forwardReaches(Func f, Block.Label from, Block.Label to) {
        Set<Block.Label> seen = new HashSet<>(Set.of(from));
        List<Block.Label> work = new ArrayList<>(seen);
        while (!work.isEmpty()) {
            Block.Label b = work.removeLast();
            if (b == to) return true;
            for (Block.Edge e : forward(f, f.byLabel().get(b))) if (seen.add(e.target())) work.add(e.target());
        }
        return false;
    }
}
