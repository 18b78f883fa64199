package org.cotangent.ir.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.cotangent.ir.Block;
import org.cotangent.ir.Func;
import org.cotangent.ir.text.ListingParser;
import org.junit.jupiter.api.Test;

class PredecessorsTest {
    @Test
    void everyEdgeIsFoundOnce() {
        for (Func f : Programs.random()) {
            Predecessors predecessors = Predecessors.of(f);
            int edges = 0;
            for (Block b : f.blocks()) {
                edges += b.edges().size();
                for (Predecessors.Source s : predecessors.of(b.label())) {
                    assertEquals(b.label(), s.edge().target());
                    Block from = f.byLabel().get(s.block());
                    assertEquals(s.guard(), from.handlers().stream().anyMatch(h -> h.edge() == s.edge()));
                }
            }
            int found = f.blocks().stream().mapToInt(b -> predecessors.of(b.label()).size()).sum();
            assertEquals(edges, found);
        }
    }

    @Test
    void bothArmsOfABranchCount() {
        Func f = ListingParser.parse("""
                func f(%x: i32) -> i32
                    branch %x ? ^done(%x) : ^done(%x)
                ^done(%y: i32):
                    return %y
                """);
        List<Predecessors.Source> sources = Predecessors.of(f).of(f.blocks().get(1).label());
        assertEquals(2, sources.size());
        assertTrue(Predecessors.of(f).of(f.entry().label()).isEmpty());
    }
}
