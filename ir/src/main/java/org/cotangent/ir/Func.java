package org.cotangent.ir;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A function: blocks in reverse post-order, the first of which is the entry; its parameters are the entry block's.
///
/// Nothing jumps to the entry block. All functions on the JVM return one value or none; `result` is `VOID` for none.
///
/// @param name for people: `Demo.pow`, `pullback Demo.pow`
/// @param valueBound all ids of values in this function are below it
public record Func(String name, Type result, List<Block> blocks, int valueBound) {

    public Block entry() {
        return blocks.getFirst();
    }

    public List<Value> parameters() {
        return entry().parameters();
    }

    /// The blocks by label.
    public Map<Block.Label, Block> byLabel() {
        Map<Block.Label, Block> map = HashMap.newHashMap(blocks.size());
        for (Block b : blocks) map.put(b.label(), b);
        return map;
    }

    /// The number of lets.
    public int size() {
        int n = 0;
        for (Block b : blocks) n += b.lets().size();
        return n;
    }

    /// The same function with other blocks (which must be in reverse post-order).
    public Func withBlocks(List<Block> newBlocks) {
        return new Func(name, result, newBlocks, valueBound);
    }

    /// The same function under another name.
    public Func named(String newName) {
        return new Func(newName, result, blocks, valueBound);
    }
}
