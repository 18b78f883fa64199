/// What ./cotangent runs.
module org.cotangent.cli {
    requires org.cotangent;
    requires org.cotangent.testkit;
    requires static transitive org.jspecify;

    exports org.cotangent.cli;
    // exports org.cotangent.cli.demo; once it has a class
}
