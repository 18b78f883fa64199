package org.cotangent.ir.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.cotangent.ir.Block;
import org.cotangent.ir.Func;
import org.cotangent.ir.text.ListingParser;
import org.junit.jupiter.api.Test;

class DominatorsTest {
    @Test
    void dominatorsAreTheBlocksThatEachWayPasses() {
        for (Func f : Programs.random()) {
            Dominators dominators = Dominators.of(f);
            for (Block a : f.blocks()) {
                for (Block b : f.blocks()) {
                    assertEquals(
                            Programs.dominates(f, a.label(), b.label()), dominators.dominates(a.label(), b.label()));
                }
            }
        }
    }

    @Test
    void theTreeIsMadeOfNearestDominators() {
        for (Func f : Programs.random()) {
            Dominators dominators = Dominators.of(f);
            assertSame(f.entry().label(), dominators.immediate(f.entry().label()));
            for (Block b : f.blocks().subList(1, f.blocks().size())) {
                Block.Label nearest = dominators.immediate(b.label());
                assertTrue(dominators.dominates(nearest, b.label()) && nearest != b.label());
                assertTrue(dominators.children(nearest).contains(b.label()));
                for (Block a : f.blocks()) {
                    boolean other = a != b && dominators.dominates(a.label(), b.label());
                    if (other) assertTrue(dominators.dominates(a.label(), nearest));
                }
            }
            int children = f.blocks().stream().mapToInt(b -> dominators.children(b.label()).size()).sum();
            assertEquals(f.blocks().size() - 1, children);
        }
    }

    @Test
    void letsAreVisibleWhereEachWayRunsTheBlockToItsEnd() {
        for (Func f : Programs.random()) {
            Dominators dominators = Dominators.of(f);
            for (Block a : f.blocks()) {
                Set<Block.Label> around = Programs.reached(f, f.entry().label(), (x, guard) -> x != a || guard);
                for (Block b : f.blocks()) {
                    assertEquals(!around.contains(b.label()), dominators.visible(a.label(), b.label()));
                }
            }
        }
    }

    @Test
    void aHandlerDoesNotSeeWhatItsBlockDefines() {
        Func f = ListingParser.parse("""
                func f(%x: i32) -> i32
                    catch any ^caught
                    %y = div %x, %x
                    jump ^next
                ^next:
                    return %y
                ^caught(%e: Throwable):
                    return %x
                """);
        Dominators dominators = Dominators.of(f);
        List<Block.Label> labels = f.blocks().stream().map(Block::label).toList();
        assertTrue(dominators.dominates(labels.get(0), labels.get(2)));
        assertFalse(dominators.visible(labels.get(0), labels.get(2)));
        assertTrue(dominators.visible(labels.get(0), labels.get(1)));
    }

    @Test
    void longFunctionsNeedNoStack() {
        StringBuilder text = new StringBuilder("func f() -> void\n    jump ^b\n");
        for (int i = 0; i < 20_000; i++) text.append("^b%s:\n    jump ^b.%d\n".formatted(i == 0 ? "" : "." + i, i + 1));
        Func f = ListingParser.parse(text + "^b.20000:\n    return\n");
        Dominators dominators = Dominators.of(f);
        assertTrue(dominators.dominates(f.blocks().get(1).label(), f.blocks().getLast().label()));
        assertTrue(Loops.of(f, dominators).all().isEmpty());
        assertTrue(Liveness.of(f).liveIn(f.blocks().getLast().label()).isEmpty());
    }
}
