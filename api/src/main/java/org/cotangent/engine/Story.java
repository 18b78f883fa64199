package org.cotangent.engine;

import java.util.List;
import java.util.Map;
import org.cotangent.ad.Derivatives;
import org.cotangent.ad.Variant;
import org.cotangent.ir.Func;
import org.cotangent.ir.text.Listing;

/// How a derivative is computed, for people.
public final class Story {
    private final Derivatives.Report report;
    private final String text;

    private Story(Derivatives.Report report, String text) {
        this.report = report;
        this.text = text;
    }

    public static Story ofDerivative(Codes codes, Object f) {
        return tell(codes, f, Link.SCALAR);
    }

    public static Story ofGradient(Codes codes, Object f) {
        return tell(codes, f, Link.FORWARD);
    }

    public static Story ofPushforward(Codes codes, Object f) {
        return tell(codes, f, Link.PUSH_MAPPING);
    }

    public static Story ofPullback(Codes codes, Object f) {
        return tell(codes, f, Link.FORWARD_MAPPING);
    }

    private static Story tell(Codes codes, Object f, Link link) {
        Variant v = codes.variant(f, link, Form.NUMBERS);
        Derivatives.Report report = codes.engine().derivatives().report(v);
        return new Story(report, v.name());
    }

    /// The listing of a stage.
    public String stage(String name) {
        Func f = report.stages().get(name);
        if (f == null) {
            throw new IllegalArgumentException("no stage `" + name + "`; there are " + String.join(", ", report.stages().keySet()));
        }
        return Listing.of(f);
    }

    @Override
    public String toString() {
        return text;
    }
}
