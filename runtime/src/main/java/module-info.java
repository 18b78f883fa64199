/// What generated code calls while running: context with its tape, identity table, root of the shadows.
module org.cotangent.runtime {
    requires static transitive org.jspecify;

    exports org.cotangent.runtime;
}
