package org.cotangent.ir.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.cotangent.ir.Block;
import org.cotangent.ir.Builder;
import org.cotangent.ir.Exit;
import org.cotangent.ir.Func;
import org.cotangent.ir.Let;
import org.cotangent.ir.Op;
import org.cotangent.ir.Origin;
import org.cotangent.ir.RandomProgram;
import org.cotangent.ir.Type;
import org.cotangent.ir.Value;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ListingTest {
    private static final Path EVERY_OP = Path.of("src/test/golden/listing/every-op.ir");

    /// What is read and printed again, normalised, is what it was.
    @TestFactory
    Stream<DynamicTest> listings() {
        return Golden.tests("listing", text -> {
            String once = Listing.of(ListingParser.parse(text));
            assertEquals(once, Listing.of(ListingParser.parse(once)));
            return Listing.of(ListingParser.parse(text), EnumSet.of(Listing.Option.NORMALISED));
        });
    }

    @Test
    void everyOpIsListed() throws IOException {
        String text = Files.readString(EVERY_OP);
        Func f = ListingParser.parse(text.substring(text.indexOf("func"), text.indexOf("== after")));
        Set<Object> seen = new HashSet<>();
        for (Block b : f.blocks()) {
            seen.add(b.exit().getClass());
            for (Let let : b.lets()) {
                seen.add(let.op().getClass());
                switch (let.op()) {
                    case Op.Bits(var kind, _, _)    -> seen.add(kind);
                    case Op.Compare(var kind, _, _) -> seen.add(kind);
                    case Op.Convert(var kind, _)    -> seen.add(kind);
                    case Op.Invoke(var kind, _, _)  -> seen.add(kind);
                    default -> {}
                }
            }
        }
        List<Object> all = new ArrayList<>(leaves(Op.class));
        all.addAll(leaves(Exit.class));
        all.addAll(Arrays.asList(Op.Bits.Kind.values()));
        all.addAll(Arrays.asList(Op.Compare.Kind.values()));
        all.addAll(Arrays.asList(Op.Convert.Kind.values()));
        all.addAll(Arrays.asList(Op.Invoke.Kind.values()));
        all.removeAll(seen);
        assertEquals(List.of(), all);
    }

    private static List<Class<?>> leaves(Class<?> type) {
        if (!type.isSealed()) return List.of(type);
        return Arrays.stream(type.getPermittedSubclasses()).flatMap(c -> leaves(c).stream()).toList();
    }

    @Test
    void randomProgramsAreReadBack() {
        for (long seed = 0; seed < 500; seed++) {
            Func f = RandomProgram.of(seed, 12, seed % 2 == 0).write();
            String text = Listing.of(f);
            Func back = ListingParser.parse(text);
            assertEquals(text, Listing.of(back));
            assertEquals(Listing.normalised(f), Listing.normalised(back));
            assertEquals(Listing.normalised(f), Listing.normalised(ListingParser.parse(Listing.normalised(f))));
        }
    }

    @Test
    void constantsAreReadBackToTheBit() {
        List<Double> doubles = List.of(
                -0.0, 0.1, Double.MIN_VALUE, Double.NaN, Double.NEGATIVE_INFINITY, 1e300,
                Double.longBitsToDouble(0x7ff0000000000001L), Double.longBitsToDouble(-1L));
        List<Float> floats = List.of(
                -0f, 0.1f, Float.MIN_VALUE, Float.NaN, Float.POSITIVE_INFINITY, Float.intBitsToFloat(-1));
        for (double x : doubles) {
            double y = (Double) readBack(new Op.Const(x, Type.F64)).value();
            assertEquals(Double.doubleToRawLongBits(x), Double.doubleToRawLongBits(y));
        }
        for (float x : floats) {
            float y = (Float) readBack(new Op.Const(x, Type.F32)).value();
            assertEquals(Float.floatToRawIntBits(x), Float.floatToRawIntBits(y));
        }
        for (Op.Const c : List.of(
                Op.constant(Integer.MIN_VALUE),
                new Op.Const(Long.MIN_VALUE, Type.I64),
                Op.constant(" ; % \" \\ \n\r\t\0 \ud83d \u00e4 %x"),
                Op.constant(""))) {
            assertEquals(c, readBack(c));
        }
    }

    private static Op.Const readBack(Op.Const c) {
        Builder b = new Builder(0);
        b.in(b.block("entry")).let(c);
        b.ret();
        Func f = ListingParser.parse(Listing.of(b.build("f", Type.VOID)));
        return (Op.Const) f.entry().lets().getFirst().op();
    }

    @Test
    void oddNamesAreReadBack() {
        for (String name : List.of("i32", "linear", "a b", "x;y", "Demo", "p.i32", "java.lang.i32", "java.lang.void",
                "java.lang.Math", "java.lang.invoke.MethodHandle", "q(r", "a,b", "p.'", "\u00e4.\u00d6")) {
            ClassDesc desc = name.contains(";") ? ClassDesc.of("x\u037ey") : ClassDesc.of(name);
            for (ClassDesc c : List.of(desc, desc.arrayType(), desc.arrayType(3))) {
                assertEquals(c, new Cursor(Spelling.classOf(c) + " rest", 1).classDesc());
                assertEquals(
                        new Cursor.Member(c, "m"), new Cursor(Spelling.classOf(c) + ".m(%x)", 1).member());
                assertEquals(
                        new Cursor.Member(c, "<init>"),
                        new Cursor(Spelling.classOf(c) + ".<init>(%x)", 1).member());
            }
        }
    }

    @Test
    void hintsGiveNames() {
        assertEquals("x", Names.base("x"));
        assertEquals("x", Names.base("x.1"));
        assertEquals("x.bar", Names.base("x.bar.1.22"));
        assertEquals("", Names.base("17"));
        assertEquals("", Names.base(".5"));
        assertEquals("x5", Names.base("x5"));
        assertEquals("a_b_", Names.base("a b("));
        assertEquals("dx_", Names.base("dx'"));
    }

    @Test
    void originsAreShownAndReadBack() {
        Origin call = Origin.at("Main.run", "Main.java", 3);
        List<Origin> origins = List.of(
                Origin.NONE,
                Origin.at("Demo.pow", "Demo.java", 14),
                Origin.at("Demo.pow", "", 0),
                Origin.at("Demo.pow", "Demo.java", 14).byRule("MathRules.dSin"),
                Origin.NONE.byRule("MathRules.dSin"),
                Origin.at("Demo.pow", "Demo.java", 14).byRule("MathRules.dSin").inlinedAt(call).inlinedAt(call),
                new Origin("", "", 0, "", Optional.of(call.byRule("R.d"))));
        for (Origin o : origins) {
            String shown = OriginText.of(o);
            assertEquals(shown, OriginText.of(OriginText.parse(shown.isEmpty() ? "" : "; " + shown)));
        }
        assertEquals("Demo.java:14  MathRules.dSin  < Main.java:3  < Main.java:3", OriginText.of(origins.get(5)));
    }

    @Test
    void anExcerptMarksItsPart() {
        Func f = RandomProgram.of(5, 12, true).write();
        Block b = f.blocks().getLast();
        String excerpt = Listing.excerpt(f, b.exit(), 4);
        assertEquals(4, excerpt.lines().count());
        assertTrue(excerpt.lines().toList().getLast().startsWith(">"), excerpt);
        assertEquals(1, Listing.excerpt(f, f.entry(), 1).lines().count());
    }

    @Test
    void undefinedNamesAreStillPrinted() {
        Value stranger = new Value(3, Type.F64, "x", false);
        Block b = new Block(
                new Block.Label("entry"), List.of(), List.of(), new Exit.Return(List.of(stranger)), List.of(),
                Origin.NONE);
        String text = Listing.of(new Func("f", Type.F64, List.of(b), 4));
        assertTrue(text.contains("return %x.3?"), text);
    }
}
