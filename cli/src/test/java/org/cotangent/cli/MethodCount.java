package org.cotangent.cli;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The methods with code in class files, counted byte by byte as the JVM specification says (§4), by nothing of ours.
final class MethodCount {
    private final DataInputStream in;
    private final @Nullable String[] texts;

    private MethodCount(DataInputStream in) throws IOException {
        this.in = in;
        if (in.readInt() != 0xCAFEBABE) throw new IOException("no class file");
        in.skipNBytes(4);
        texts = new String[in.readUnsignedShort()];
        for (int i = 1; i < texts.length; i++) i += constant(i);
    }

    static long below(Path root) throws IOException {
        long count = 0;
        try (Stream<Path> files = Files.walk(root)) {
            for (Path f : files.filter(p -> p.toString().endsWith(".class")).toList()) {
                count += of(Files.readAllBytes(f));
            }
        }
        return count;
    }

    static int of(byte[] classFile) throws IOException {
        return new MethodCount(new DataInputStream(new ByteArrayInputStream(classFile))).count();
    }

    /// How many indices a constant takes besides its own.
    private int constant(int index) throws IOException {
        int tag = in.readUnsignedByte();
        switch (tag) {
            case 1                           -> texts[index] = in.readUTF();
            case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
            case 5, 6                        -> in.skipNBytes(8);
            case 7, 8, 16, 19, 20            -> in.skipNBytes(2);
            case 15                          -> in.skipNBytes(3);
            default                          -> throw new IOException("no constant has tag " + tag);
        }
        return tag == 5 || tag == 6 ? 1 : 0;
    }

    private int count() throws IOException {
        in.skipNBytes(6);
        in.skipNBytes(2L * in.readUnsignedShort());
        members();
        return members();
    }

    /// Reads the fields or the methods; how many have code.
    private int members() throws IOException {
        int withCode = 0;
        for (int left = in.readUnsignedShort(); left > 0; left--) {
            in.skipNBytes(6);
            for (int attributes = in.readUnsignedShort(); attributes > 0; attributes--) {
                if ("Code".equals(texts[in.readUnsignedShort()])) withCode++;
                in.skipNBytes(Integer.toUnsignedLong(in.readInt()));
            }
        }
        return withCode;
    }
}
