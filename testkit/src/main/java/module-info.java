/// Gradient checks and golden listings, for us and for users' rules.
module org.cotangent.testkit {
    requires transitive org.cotangent;
    requires java.compiler;
    requires static transitive org.jspecify;

    exports org.cotangent.testkit;

    // the lambdas of the checks are themselves differentiated
    opens org.cotangent.testkit;
}
