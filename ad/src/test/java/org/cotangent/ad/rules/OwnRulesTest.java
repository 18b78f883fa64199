package org.cotangent.ad.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.cotangent.bytecode.ClassFileBodies;
import org.cotangent.ir.Callee;
import org.cotangent.ir.Func;
import org.cotangent.ir.Value;
import org.cotangent.ir.interpret.Interpreter;
import org.cotangent.ir.interpret.LookupCalls;
import org.cotangent.ir.text.Listing;
import org.cotangent.ir.verify.Verifier;
import org.cotangent.rule.RulesFor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Our own tables, as the rule book reads them.
final class OwnRulesTest {
    private static final RuleBook BOOK =
            new RuleBook(List.of(), new ClassFileBodies(OwnRulesTest.class.getClassLoader()));

    @ParameterizedTest
    @ValueSource(classes = {Math.class, StrictMath.class})
    void everyMethodThatTakesOrGivesFloatingPointHasARule(Class<?> target) {
        List<Method> floating = Arrays.stream(target.getDeclaredMethods())
                .filter(m -> Modifier.isPublic(m.getModifiers()) && takesOrGivesFloatingPoint(m))
                .toList();
        assertTrue(floating.size() >= 54, floating.size() + " methods");
        List<Method> without = floating.stream()
                .filter(m -> BOOK.find(callee(m)).isEmpty())
                .toList();
        assertEquals(List.of(), without);
    }

    private static boolean takesOrGivesFloatingPoint(Method m) {
        return Signatures.isFloating(m.getReturnType())
                || Arrays.stream(m.getParameterTypes()).anyMatch(Signatures::isFloating);
    }

    static Stream<Method> rules() {
        return RuleBook.OWN.stream()
                .flatMap(table -> Arrays.stream(table.getDeclaredMethods()))
                .filter(m -> m.getName().matches("d[A-Z].*"));
    }

    /// At random points, with values at which methods have kinks among the arguments.
    @ParameterizedTest
    @MethodSource("rules")
    void aBodyComputesWhatTheRuleSays(Method rule) throws ReflectiveOperationException {
        Rule.Differential differential = differential(rule);
        Func body = differential.body();
        Verifier.verify(body);
        assertEquals(1, body.blocks().size());
        rule.setAccessible(true);
        Interpreter interpreter = new Interpreter(new LookupCalls(MethodHandles.lookup()));
        Random random = new Random(11);
        for (int n = 0; n < 300; n++) {
            Object[] arguments = arguments(rule, random);
            double expected = ((Number) rule.invoke(null, arguments)).doubleValue();
            double actual = ((Number) interpreter.run(body, arguments)).doubleValue();
            assertEquals(expected, 0.0 + actual, 0.0, rule + " at " + Arrays.toString(arguments));
        }
    }

    private static Rule.Differential differential(Method rule) {
        List<Method> targets = Signatures.named(
                rule.getDeclaringClass().getAnnotation(RulesFor.class).value()[0],
                rule.getName().substring(1));
        Method target = Signatures.readings(rule, targets).getFirst().target();
        return (Rule.Differential) BOOK.find(callee(target)).orElseThrow();
    }

    private static Object[] arguments(Method rule, Random random) {
        Class<?>[] types = rule.getParameterTypes();
        Object[] arguments = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            double x = random.nextInt(3) == 0 ? random.nextInt(-2, 3) : random.nextGaussian();
            arguments[i] = types[i] == int.class
                    ? (Object) (int) (5 * x)
                    : types[i] == float.class ? (Object) (float) x : (Object) x;
        }
        return arguments;
    }

    /// What a reader should see, and a change should show.
    @Test
    void someListings() {
        TreeMap<String, String> listings = new TreeMap<>();
        List<String> shown = List.of("Abs", "Atan2", "Clamp", "Exp", "Hypot", "Max", "Pow", "Sin", "Sqrt", "Tanh");
        rules().filter(m -> m.getDeclaringClass().getSimpleName().equals("MathRules"))
                .filter(m -> shown.contains(m.getName().substring(1)) && m.getReturnType() == double.class)
                .forEach(m -> listings.put(m.getName(), Listing.normalised(differential(m).body())));
        Golden.check("listings.ir", String.join("\n", listings.values()));
    }

    @Test
    void whatOnlyAZeroTangentNeedsIsNotThere() {
        Rule.Differential pow = find("pow", "(DD)D");
        assertEquals(List.of("powByBase", "powByExponent"), calls(pow, true, true));
        assertEquals(List.of("powByBase"), calls(pow, true, false));
        assertEquals(List.of("powByExponent"), calls(pow, false, true));
        assertEquals(List.of(), calls(pow, false, false));
    }

    private static List<String> calls(Rule.Differential rule, Boolean... active) {
        Func f = Splices.of(rule, List.of(active));
        Verifier.verify(f);
        return Splices.calls(f);
    }

    private static Rule.Differential find(String name, String type) {
        var callee = Callee.of(ClassDesc.of("java.lang.Math"), name, MethodTypeDesc.ofDescriptor(type));
        return (Rule.Differential) BOOK.find(callee).orElseThrow();
    }

    private static Callee callee(Method m) {
        return Callee.of(
                ClassDesc.ofDescriptor(m.getDeclaringClass().descriptorString()), m.getName(), Access.type(m));
    }

    @Test
    void parametersKeepTheirNames() {
        Rule.Differential hypot = find("hypot", "(DD)D");
        Func body = hypot.body();
        assertEquals(
                List.of("x", "y", "r", "dx", "dy"),
                body.parameters().stream().map(Value::hint).toList());
        assertEquals(
                List.of(false, false, false, true, true),
                body.parameters().stream().map(Value::linear).toList());
        assertEquals(List.of(0, 1), hypot.tangentOf());
    }
}
