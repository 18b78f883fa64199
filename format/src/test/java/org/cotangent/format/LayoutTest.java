package org.cotangent.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class LayoutTest {

    @Test
    void adjacentCasesStandInColumns() {
        assertBecomes("""
                class C {
                    int f(Object x) {
                        return switch (x) {
                            case A(_, var y) when y.fits(z -> z)-> y;
                            case B _,C _ -> 1;
                            case D _ -> { yield 2; }
                            default -> 0;
                        };
                    }
                }
                """, """
                class C {
                    int f(Object x) {
                        return switch (x) {
                            case A(_, var y) when y.fits(z -> z) -> y;
                            case B _, C _                        -> 1;
                            case D _ -> { yield 2; }
                            default -> 0;
                        };
                    }
                }
                """);
    }

    @Test
    void columnsThatWouldNotFitAreLeftAlone() {
        String wide = """
                class C {
                    int f(Object x) {
                        return switch (x) {
                            case Averyveryveryveryveryveryveryveryveryveryveryverylonglabel _ -> 1;
                            default -> averyveryveryveryveryveryveryverylonglonglonglong.call(one, two, three);
                        };
                    }
                }
                """;
        assertBecomes(wide, wide);
    }

    @Test
    void textBlocksKeepTheirText() {
        String text = """
                class C {
                    String s = ""\"
                            case a -> b;
                            case aaaa,b -> b;
                            ""\";
                }
                """;
        assertBecomes(text, text);
    }

    @Test
    void importsAreSortedAndGrouped() {
        assertBecomes("""
                import java.util.Map;
                import static java.lang.Math.sin;
                import java.util.List;
                import module java.base;
                class C {}
                """, """
                import module java.base;

                import static java.lang.Math.sin;

                import java.util.List;
                import java.util.Map;

                class C {}
                """);
    }

    @Test
    void lineBreaksOfTheAuthorStay() {
        String table = """
                /// A *table*:   kept as it is.
                record R(int x) {
                    static double dSin(double x, double dx) { return Math.cos(x) * dx; }
                    static double[][] table() {
                        if (done()) return TABLE;
                        return sum
                                .of(1,
                                        2);
                    }
                }
                """;
        assertBecomes(table, table);
    }

    private static void assertBecomes(String source, String expected) {
        assertEquals(expected, Layout.of("C.java", source).orElseThrow());
        assertEquals(expected, Layout.of("C.java", expected).orElseThrow(), "formatting twice changes nothing more");
    }
}
