/// What ./cotangent runs.
module org.cotangent.cli {
    requires jama;
    requires mallet;
    requires java.compiler;
    requires org.cotangent;
    requires org.cotangent.bytecode;
    requires org.cotangent.testkit;
    requires static transitive org.jspecify;

    // nothing is exported: this is a program; jama and mallet are modules by the names of their files only

    // the demo's programs are differentiated
    opens org.cotangent.cli.demo;
}
