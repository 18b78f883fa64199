/// What ./cotangent runs.
module org.cotangent.cli {
    requires jama;
    requires mallet;
    requires java.compiler;
    requires org.cotangent;
    requires org.cotangent.bytecode;
    requires org.cotangent.testkit;
    requires static transitive org.jspecify;

    exports org.cotangent.cli;
    exports org.cotangent.cli.demo;

    // the demo's programs are differentiated
    opens org.cotangent.cli.demo;
}
