/// Gradient checks and golden listings, for us and for users' rules.
module org.cotangent.testkit {
    requires transitive org.cotangent;
    requires static transitive org.jspecify;

// exports org.cotangent.testkit; once it has a class
}
