/// Class files in, class files out; the only module that imports java.lang.classfile.
module org.cotangent.bytecode {
    requires transitive org.cotangent.ir;
    requires transitive org.cotangent.runtime;
    requires static transitive org.jspecify;

    exports org.cotangent.bytecode;
    exports org.cotangent.bytecode.lift;
    exports org.cotangent.bytecode.emit;
    exports org.cotangent.bytecode.roundtrip;

    uses org.cotangent.bytecode.ClassBytes;
}
