package org.cotangent.bench;

import java.io.IOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.cotangent.bytecode.emit.Emit;
import org.cotangent.bytecode.emit.EmitOptions;
import org.cotangent.bytecode.emit.Superclasses;
import org.cotangent.bytecode.lift.Lift;
import org.cotangent.ir.Func;

/// `./cotangent java org.cotangent.bench.MethodTimes`: what it takes to lift and to emit a method of java.base, on one thread that
/// has done all of them once: thread CPU time.
public final class MethodTimes {
    private record Cost(String method, int bytes, double lift, double emit) {}

    private final Superclasses classes = Superclasses.of(MethodTimes.class.getClassLoader());
    private final ClassFile format = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(classes));
    private final List<Cost> costs = new ArrayList<>();

    private MethodTimes() {}

    static void main() throws IOException {
        MethodTimes times = new MethodTimes();
        Path root = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules/java.base");
        List<Path> all;
        try (Stream<Path> files = Files.walk(root)) {
            all = files.filter(f -> f.toString().endsWith(".class")).toList();
        }
        for (int pass = 0; pass < 2; pass++) {
            times.costs.clear();
            for (Path p : all) times.measure(times.format.parse(Files.readAllBytes(p)));
        }
        times.tell("lifting", Cost::lift);
        times.tell("emitting", Cost::emit);
    }

    private void measure(ClassModel model) {
        Lift lift = Lift.of(model);
        format.transformClass(model, (c, element) -> {
            if (!(element instanceof MethodModel m) || m.findAttribute(Attributes.code()).isEmpty()) {
                c.with(element);
                return;
            }
            double start = Interleaved.cpu();
            Func f = lift.method(m).orElseThrow();
            double lifted = Interleaved.cpu() - start;
            EmitOptions how = EmitOptions.of(classes, "").constructor(m.methodName().equalsString("<init>"));
            c.transformMethod(m, (method, part) -> {
                if (!(part instanceof CodeModel)) {
                    method.with(part);
                    return;
                }
                double before = Interleaved.cpu();
                method.withCode(code -> Emit.emit(code, f, how));
                int bytes = m.findAttribute(Attributes.code()).orElseThrow().codeLength();
                costs.add(new Cost(f.name(), bytes, lifted, Interleaved.cpu() - before));
            });
        });
    }

    private void tell(String what, ToDoubleFunction<Cost> cost) {
        List<Cost> sorted = costs.stream().sorted(Comparator.comparingDouble(cost)).toList();
        Cost most = sorted.getLast();
        System.out.printf(
                "%-8s %,d methods: median %.1f µs, most %.1f ms (%s, %,d bytes), all %.1f s%n", what, sorted.size(),
                cost.applyAsDouble(sorted.get(sorted.size() / 2)) * 1e6, cost.applyAsDouble(most) * 1e3, most.method(),
                most.bytes(), sorted.stream().mapToDouble(cost).sum());
    }
}
