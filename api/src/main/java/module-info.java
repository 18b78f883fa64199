/// The front door: wires the modules.
module org.cotangent {
    requires org.cotangent.ad;
    requires org.cotangent.bytecode;
    requires org.cotangent.ir;
    requires org.cotangent.opt;
    requires transitive org.cotangent.rules;
    requires transitive org.cotangent.runtime;
    requires static transitive org.jspecify;

    exports org.cotangent;
}
