package org.cotangent.ir.text;

import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicConstantDesc;
import java.lang.constant.MethodHandleDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Reads what [ConstantText] prints.
final class ConstantParser {
    private final Cursor in;

    ConstantParser(Cursor in) {
        this.in = in;
    }

    ConstantDesc constant() {
        if (in.sees("\"")) return in.string();
        if (in.takeWord("class")) return in.classDesc();
        if (in.takeWord("type")) return in.methodType();
        if (in.takeWord("handle")) return handle();
        if (in.takeWord("condy")) return dynamic();
        int start = in.place();
        String number = in.run(c -> Spelling.isPath(c) || c == '+' || c == '(' || c == ')', "a constant");
        return in.orError(() -> number(number), "not a constant: " + number, start);
    }

    private static ConstantDesc number(String text) {
        String bits = text.substring(text.indexOf('(') + 1, text.length() - (text.endsWith(")") ? 1 : 0));
        if (text.startsWith("nan(0x")) return Double.longBitsToDouble(Long.parseUnsignedLong(bits.substring(2), 16));
        if (text.startsWith("nanf(0x")) return Float.intBitsToFloat(Integer.parseUnsignedInt(bits.substring(2), 16));
        if (text.endsWith("L")) return Long.parseLong(text.substring(0, text.length() - 1));
        if (text.endsWith("f")) return Float.parseFloat(text.substring(0, text.length() - 1));
        boolean floating = text.indexOf('.') >= 0 || text.equals("NaN") || text.endsWith("Infinity");
        return floating ? (ConstantDesc) Double.parseDouble(text) : (ConstantDesc) Integer.parseInt(text);
    }

    DirectMethodHandleDesc handle() {
        int start = in.place();
        String kind = in.run(Spelling::isPlain, "a kind of method handle").toUpperCase(Locale.ROOT);
        var k = in.orError(() -> DirectMethodHandleDesc.Kind.valueOf(kind), "not a kind of method handle", start);
        in.expect("@");
        Cursor.Member member = in.member();
        in.expect(":");
        String descriptor = in.descriptor();
        return in.orError(
                () -> MethodHandleDesc.of(k, member.owner(), member.name(), descriptor), "not a method handle", start);
    }

    private ConstantDesc dynamic() {
        in.expect("@");
        String name = in.memberName();
        in.expect(":");
        var type = in.classDesc();
        in.expectWord("by");
        int start = in.place();
        DirectMethodHandleDesc bootstrap = handle();
        ConstantDesc[] args = list();
        return in.orError(
                () -> DynamicConstantDesc.ofNamed(bootstrap, name, type, args), "not a computed constant", start);
    }

    ConstantDesc[] list() {
        List<ConstantDesc> all = new ArrayList<>();
        in.expect("[");
        if (!in.take("]")) {
            do all.add(constant());
            while (in.take(","));
            in.expect("]");
        }
        return all.toArray(ConstantDesc[]::new);
    }
}
