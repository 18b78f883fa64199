/// Programs as data: types, values, ops, blocks; text form; verifier; analyses.
module org.cotangent.ir {
    requires static transitive org.jspecify;

    exports org.cotangent.ir;
    exports org.cotangent.ir.text;
    exports org.cotangent.ir.analysis;
    exports org.cotangent.ir.verify;
    exports org.cotangent.ir.interpret;
}
