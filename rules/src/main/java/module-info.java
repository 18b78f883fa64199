/// What a rule author needs, and the derivatives of the JDK: Math, arrays, boxes.
module org.cotangent.rules {
    requires static transitive org.jspecify;

    exports org.cotangent.rule;
    exports org.cotangent.rules.array;
    exports org.cotangent.rules.math;
    exports org.cotangent.rules.util;
}
