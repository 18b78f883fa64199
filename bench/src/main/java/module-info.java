/// Measuring; not published.
module org.cotangent.bench {
    requires java.management;
    requires org.cotangent;
    requires org.cotangent.testkit;
    requires org.cotangent.cli;
    requires static transitive org.jspecify;
}
