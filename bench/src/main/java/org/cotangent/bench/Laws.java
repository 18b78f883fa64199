package org.cotangent.bench;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.cotangent.bytecode.lift.Lift;
import org.cotangent.ir.Block;
import org.cotangent.ir.Exit;
import org.cotangent.ir.Func;
import org.cotangent.ir.Let;
import org.cotangent.ir.Value;
import org.cotangent.ir.verify.Verifier;
import org.cotangent.ir.verify.Violation;

/// `./cotangent java org.cotangent.bench.Laws`: what each law of the verifier is worth. Every function of `java.util` is damaged
/// once in each of several ways, as a broken pass would; counted is which law catches it first, and what none does.
public final class Laws {
    private interface Damage {
        Func of(Func f, Random random);
    }

    private static final Map<String, Damage> DAMAGES = new TreeMap<>(Map.of(
            "a let is lost", Laws::loseLet,
            "a let is there twice", Laws::doubleLet,
            "two lets change places", Laws::swapLets,
            "a value is taken for another", Laws::mistakeValue,
            "a block is lost", Laws::loseBlock,
            "two blocks change places", Laws::swapBlocks,
            "an edge leads elsewhere", Laws::misleadEdge,
            "an edge loses an argument", Laws::loseArgument,
            "a block returns instead", Laws::returnNothing));

    private final Map<String, Map<String, Integer>> caught = new TreeMap<>();

    private Laws() {}

    static void main() throws IOException {
        Laws laws = new Laws();
        Path root = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules/java.base/java/util");
        try (Stream<Path> files = Files.walk(root)) {
            for (Path p : files.filter(f -> f.toString().endsWith(".class")).sorted().toList()) {
                laws.damageAll(ClassFile.of().parse(Files.readAllBytes(p)));
            }
        }
        laws.caught.forEach((law, byDamage) -> {
            System.out.printf("%6d  %s%n", byDamage.values().stream().mapToInt(n -> n).sum(), law);
            byDamage.forEach((damage, n) -> System.out.printf("        %6d  %s%n", n, damage));
        });
    }

    private void damageAll(ClassModel model) {
        Lift lift = Lift.of(model);
        for (MethodModel m : model.methods()) {
            lift.method(m).ifPresent(f -> DAMAGES.forEach((name, damage) -> {
                Func damaged = damage.of(f, new Random(f.name().hashCode()));
                if (damaged != f)
                    caught.computeIfAbsent(law(damaged), _ -> new TreeMap<>()).merge(name, 1, Integer::sum);
            }));
        }
    }

    private static String law(Func damaged) {
        try {
            Verifier.verify(damaged);
            return "caught by none";
        } catch (Violation e) {
            return e.law();
        }
    }

    // ---- damages: the function itself where there is nothing to damage ------------------------------------------

    private static Func loseLet(Func f, Random random) {
        return withLets(f, random, 1, lets -> lets.remove(random.nextInt(lets.size())));
    }

    private static Func doubleLet(Func f, Random random) {
        return withLets(f, random, 1, lets -> lets.add(lets.get(random.nextInt(lets.size()))));
    }

    private static Func swapLets(Func f, Random random) {
        return withLets(f, random, 2, lets -> Collections.swap(lets, 0, 1 + random.nextInt(lets.size() - 1)));
    }

    private static Func withLets(Func f, Random random, int least, java.util.function.Consumer<List<Let>> change) {
        List<Integer> some = new ArrayList<>();
        for (int k = 0; k < f.blocks().size(); k++) if (f.blocks().get(k).lets().size() >= least) some.add(k);
        if (some.isEmpty()) return f;
        int at = some.get(random.nextInt(some.size()));
        Block b = f.blocks().get(at);
        List<Let> lets = new ArrayList<>(b.lets());
        change.accept(lets);
        return with(f, at, b.with(List.copyOf(lets), b.exit()));
    }

    private static Func mistakeValue(Func f, Random random) {
        List<Value> values = new ArrayList<>();
        for (Block b : f.blocks()) {
            values.addAll(b.parameters());
            for (Let l : b.lets()) values.add(l.result());
        }
        List<Integer> reading = new ArrayList<>();
        for (int k = 0; k < f.blocks().size(); k++) {
            if (f.blocks().get(k).lets().stream().anyMatch(l -> !l.op().operands().isEmpty())) reading.add(k);
        }
        if (reading.isEmpty()) return f;
        int at = reading.get(random.nextInt(reading.size()));
        Block b = f.blocks().get(at);
        List<Let> lets = new ArrayList<>(b.lets());
        int which = 0;
        do which = random.nextInt(lets.size());
        while (lets.get(which).op().operands().isEmpty());
        Let l = lets.get(which);
        Value old = l.op().operands().getFirst();
        Value other = values.get(random.nextInt(values.size()));
        if (other == old) return f;
        lets.set(which, new Let(l.result(), l.op().map(v -> v == old ? other : v), l.origin()));
        return with(f, at, b.with(List.copyOf(lets), b.exit()));
    }

    private static Func loseBlock(Func f, Random random) {
        if (f.blocks().size() < 2) return f;
        List<Block> blocks = new ArrayList<>(f.blocks());
        blocks.remove(random.nextInt(blocks.size()));
        return f.withBlocks(List.copyOf(blocks));
    }

    private static Func swapBlocks(Func f, Random random) {
        if (f.blocks().size() < 3) return f;
        List<Block> blocks = new ArrayList<>(f.blocks());
        int at = 1 + random.nextInt(blocks.size() - 2);
        Collections.swap(blocks, at, at + 1);
        return f.withBlocks(List.copyOf(blocks));
    }

    private static Func misleadEdge(Func f, Random random) {
        Block.Label elsewhere = f.blocks().get(random.nextInt(f.blocks().size())).label();
        return withJump(f, random, e -> e.target() == elsewhere ? e : new Block.Edge(elsewhere, e.arguments()));
    }

    private static Func loseArgument(Func f, Random random) {
        return withJump(f, random, e -> e.arguments().isEmpty()
                ? e
                : new Block.Edge(e.target(), e.arguments().subList(1, e.arguments().size())));
    }

    private static Func withJump(Func f, Random random, java.util.function.UnaryOperator<Block.Edge> change) {
        List<Integer> jumping = new ArrayList<>();
        for (int k = 0; k < f.blocks().size(); k++) {
            if (f.blocks().get(k).exit() instanceof Exit.Jump(var e) && change.apply(e) != e) jumping.add(k);
        }
        if (jumping.isEmpty()) return f;
        int at = jumping.get(random.nextInt(jumping.size()));
        Block b = f.blocks().get(at);
        return b.exit() instanceof Exit.Jump(var e) ? with(f, at, b.with(b.lets(), new Exit.Jump(change.apply(e)))) : f;
    }

    private static Func returnNothing(Func f, Random random) {
        int at = random.nextInt(f.blocks().size());
        Block b = f.blocks().get(at);
        return b.exit() instanceof Exit.Return ? f : with(f, at, b.with(b.lets(), new Exit.Return(List.of())));
    }

    private static Func with(Func f, int at, Block changed) {
        List<Block> blocks = new ArrayList<>(f.blocks());
        blocks.set(at, changed);
        return f.withBlocks(List.copyOf(blocks));
    }
}
