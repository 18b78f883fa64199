package org.cotangent.debugger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.jdi.AbsentInformationException;
import com.sun.jdi.Bootstrap;
import com.sun.jdi.IncompatibleThreadStateException;
import com.sun.jdi.LocalVariable;
import com.sun.jdi.Location;
import com.sun.jdi.PrimitiveValue;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.StackFrame;
import com.sun.jdi.Value;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.LaunchingConnector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.event.VMDisconnectEvent;
import com.sun.jdi.request.ClassPrepareRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// A debugger whose breakpoint is on a line of the program stops there while a gradient is computed, and shows its locals.
class DebuggerTest {
    private static final String SOURCE = "src/test/java/org/cotangent/debugger/Debuggee.java";

    private static int line(String mark) throws IOException {
        List<String> lines = Files.readAllLines(Path.of(SOURCE));
        for (int i = 0; i < lines.size(); i++) if (lines.get(i).contains("// " + mark)) return i + 1;
        throw new IllegalStateException(mark);
    }

    /// The values of those of `names` that are there, at each stop on `line` in derivative code.
    private static List<Map<String, Double>> stops(int line, String... names) throws Exception {
        LaunchingConnector launch = Bootstrap.virtualMachineManager().defaultConnector();
        Map<String, Connector.Argument> args = launch.defaultArguments();
        args.get("main").setValue(Debuggee.class.getName());
        args.get("options").setValue("-cp \"" + System.getProperty("java.class.path") + "\"");
        VirtualMachine vm = launch.launch(args);
        try {
            ClassPrepareRequest prepare = vm.eventRequestManager().createClassPrepareRequest();
            prepare.addClassFilter("org.cotangent.debugger.Debuggee*");
            prepare.enable();
            List<Map<String, Double>> stops = new ArrayList<>();
            while (true) {
                EventSet events = vm.eventQueue().remove();
                for (Event e : events) {
                    switch (e) {
                        case ClassPrepareEvent p  -> stopAt(vm, p.referenceType(), line);
                        case BreakpointEvent stop -> stops.add(locals(stop, names));
                        case VMDisconnectEvent _ -> {
                            return stops;
                        }
                        default -> {}
                    }
                }
                events.resume();
            }
        } finally {
            String errors = new String(vm.process().getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            if (errors.contains("Exception")) throw new UncheckedIOException(new IOException(errors));
            vm.process().destroy();
        }
    }

    private static void stopAt(VirtualMachine vm, ReferenceType type, int line) {
        try {
            for (Location l : type.locationsOfLine(line)) vm.eventRequestManager().createBreakpointRequest(l).enable();
        } catch (AbsentInformationException _) {
            // has no lines at all
        }
    }

    private static Map<String, Double> locals(BreakpointEvent stop, String... names) {
        try {
            Map<String, Double> found = new TreeMap<>();
            StackFrame frame = stop.thread().frame(0);
            for (String name : names) {
                LocalVariable v = frame.visibleVariableByName(name);
                Value value = v == null ? null : frame.getValue(v);
                if (value instanceof PrimitiveValue p) found.put(name, p.doubleValue());
            }
            return found;
        } catch (IncompatibleThreadStateException | AbsentInformationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aBreakpointInALoop() throws Exception {
        assertEquals(List.of(Map.of("i", 0.0), Map.of("i", 1.0)), stops(line("the loop"), "i"));
    }

    /// The sweep back passes the same lines, where these are no more.
    @Test
    void aBreakpointInACallee() throws Exception {
        List<Map<String, Double>> all = new ArrayList<>(stops(line("the power"), "k", "product", "i", "total"));
        all.removeIf(Map::isEmpty);
        List<Map<String, Double>> plain = new ArrayList<>();
        double total = 0;
        double[] x = {3, 5};
        for (int i = 0; i < 2; i++) {
            double product = 1;
            for (int k = 0; k < 3; k++) {
                plain.add(Map.of("k", (double) k, "product", product, "i", (double) i, "total", total));
                product *= x[i];
            }
            total += product;
        }
        assertEquals(plain, all);
    }
}
