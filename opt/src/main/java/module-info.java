/// Passes that keep meaning and improve code.
module org.cotangent.opt {
    requires transitive org.cotangent.ir;
    requires static transitive org.jspecify;

    exports org.cotangent.opt;
}
