package org.cotangent.ir.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.cotangent.ir.Func;
import org.cotangent.ir.RandomProgram;
import org.cotangent.ir.Value;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ListingParserTest {
    @TestFactory
    Stream<DynamicTest> badListings() {
        return Golden.tests("bad-listing", text -> assertThrows(BadListing.class, () -> ListingParser.parse(text))
                .getMessage() + "\n");
    }

    @Test
    void theFaultIsLocated() {
        BadListing e = assertThrows(BadListing.class, () -> ListingParser.parse("""
                func f(%x: f64) -> f64
                    %y = mul %x, %z
                    return %y
                """));
        assertEquals(2, e.line());
        assertEquals(18, e.column());
    }

    @Test
    void numbersAreIdsAndNamesTakeTheRest() {
        Func f = ListingParser.parse("""
                func f(%x: f64, %0: i32) -> f64
                    %5 = const 1.0
                    monitor.enter %n
                    return %5
                """.replace("monitor.enter %n", "%n = null\n    monitor.enter %n"));
        List<Integer> ids = f.parameters().stream().map(Value::id).toList();
        assertEquals(List.of(1, 0), ids);
        assertEquals(List.of(5, 2, 3), f.entry().lets().stream().map(l -> l.result().id()).toList());
        assertEquals(6, f.valueBound());
    }

    /// Text with a character changed is read or refused with a place; nothing else happens.
    @Test
    void damagedTextIsReadOrRefused() {
        Random random = new Random(1);
        int refused = 0;
        for (int i = 0; i < 4000; i++) {
            String text = Listing.of(RandomProgram.of(i % 50, 8, true).write());
            int at = random.nextInt(text.length());
            String damaged =
                    text.substring(0, at) + "%^,:()= \n\"x1;@.[".charAt(random.nextInt(16)) + text.substring(at + 1);
            try {
                ListingParser.parse(damaged);
            } catch (BadListing e) {
                refused++;
            }
        }
        assertTrue(refused > 2000, refused + " refused");
    }
}
