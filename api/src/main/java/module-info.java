/// The front door: wires the modules.
@SuppressWarnings("module") // modules that see this one come later
module org.cotangent {
    requires org.cotangent.ad;
    requires org.cotangent.bytecode;
    requires org.cotangent.ir;
    requires org.cotangent.opt;
    requires transitive org.cotangent.rules;
    requires transitive org.cotangent.runtime;
    requires static transitive org.jspecify;

    exports org.cotangent;
    // for looking into derivatives that are wrong
    exports org.cotangent.engine to
            org.cotangent.testkit;
}
