/// Activity, pushforward, linearize, transpose; rules by callee.
module org.cotangent.ad {
    requires transitive org.cotangent.ir;
    requires transitive org.cotangent.opt;
    requires transitive org.cotangent.rules;
    requires transitive org.cotangent.runtime;
    requires static transitive org.jspecify;

    exports org.cotangent.ad;
    exports org.cotangent.ad.rules;
}
