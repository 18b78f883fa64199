package org.cotangent.bytecode.emit;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Handlers that complete the traces of exceptions which leave a function, since the JVM leaves out the frames of hidden
/// classes: one for each line, of that line, so that a walk over the stack finds it.
final class Traces {
    private static final ClassDesc PLACES = ClassDesc.of("org.cotangent.runtime.Places");
    private static final MethodTypeDesc COMPLETE = MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_Throwable);

    private record Part(int line, Label start) {}

    private final CodeBuilder code;
    private final List<Part> parts = new ArrayList<>();

    Traces(CodeBuilder code) {
        this.code = code;
    }

    /// An instruction of `line` that may throw comes next.
    void throwing(int line) {
        if (line > 0 && (parts.isEmpty() || parts.getLast().line != line)) {
            parts.add(new Part(line, code.newBoundLabel()));
        }
    }

    /// After all other code, and all other handlers.
    void write() {
        Label end = code.newBoundLabel();
        Map<Integer, Label> handlers = new TreeMap<>();
        for (Part p : parts) handlers.computeIfAbsent(p.line, this::handler);
        for (int i = 0; i < parts.size(); i++) {
            Label next = i + 1 < parts.size() ? parts.get(i + 1).start : end;
            code.exceptionCatchAll(parts.get(i).start, next, handlers.get(parts.get(i).line));
        }
    }

    private Label handler(int line) {
        Label l = code.newBoundLabel();
        code.lineNumber(line).dup().invokestatic(PLACES, "complete", COMPLETE).athrow();
        return l;
    }
}
