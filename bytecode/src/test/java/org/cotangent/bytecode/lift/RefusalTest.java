package org.cotangent.bytecode.lift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.MethodTypeDesc;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.cotangent.runtime.UnsupportedBytecode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Code that the JVM would not accept is refused, with the place and the reason.
class RefusalTest {
    private static final int ROOM = 22;
    private static final MethodTypeDesc TYPE = MethodTypeDesc.ofDescriptor("(ID)I");

    /// A class whose method has these bytes as its code, and then `nop`s.
    private static UnsupportedBytecode refused(byte[] code) {
        byte[] file = Assembled.of(ClassFile.JAVA_5_VERSION, TYPE, c -> {
            c.lineNumber(7);
            for (int k = 0; k < ROOM; k++) c.nop();
            c.dconst_0().dconst_0().pop2().pop2().iload(0).ireturn();
        }).bytes();
        byte[] nops = new byte[ROOM];
        int at = 0;
        while (!Arrays.equals(file, at, at + nops.length, nops, 0, nops.length)) at++;
        System.arraycopy(code, 0, file, at, code.length);
        ClassModel model = ClassFile.of().parse(file);
        Lift lift = Lift.of(model);
        return assertThrows(UnsupportedBytecode.class, () -> lift.method(model.methods().getFirst()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            57         | 0  | the stack is empty
            00 60      | 1  | the stack is empty
            1e         | 0  | local 0 holds i32, not i64
            15 01      | 0  | local 1 holds f64, not i32
            15 02      | 0  | local 2 has no value here
            15 40      | 0  | more locals than the method declares
            27 9a 0004 | 1  | a value of type f64 where i32 is needed
            27 59      | 1  | half of a long or a double
            27 af      | 1  | a return of f64 from a method that returns i32
            a7 7000    | 0  | a jump to 28672, where no instruction begins
            a7 0002    | 0  | a jump to 2, where no instruction begins
            cb         | 0  | there is no instruction 0xcb
            c4 00      | 0  | wide before an instruction that has no wide form
            ab 000000 00000005 7fffffff | 0 | a switch longer than the code
            ba 0000 00 00 | 0 | no constant 0
            bb 0001    | 0  | constant 1: it is not a class
            1a be      | 1  | a value of type i32 where a reference is needed
            1a bc 03   | 1  | no array type 3
            1a a7 ffff | 1  | the stack at 0 has another height on this way
            a9 00      | 0  | ret of what is no return address
            """)
    void codeThatNoVerifierAcceptsIsRefused(String hex, int offset, String why) {
        UnsupportedBytecode e = refused(HexFormat.of().parseHex(hex.replace(" ", "")));
        assertEquals(why, e.why());
        assertEquals(List.of("Made.run (:7), offset " + offset), e.where());
    }

    @Test
    void aRefusalSaysWhatAndWhereAndWhyAndWhatToDo() {
        UnsupportedBytecode e = refused(new byte[] {0x57});
        assertEquals("""
                the bytecode of Made.run cannot be read
                  at       Made.run (:7), offset 0
                  because  the stack is empty
                  instead  compile the class again; if a tool has rewritten it, leave that tool out""", e.getMessage());
    }
}
