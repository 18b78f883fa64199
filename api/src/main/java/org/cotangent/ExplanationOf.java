package org.cotangent;

import org.cotangent.engine.Story;

/// A story told to the caller.
final class ExplanationOf implements Explanation {
    private final Story story;

    ExplanationOf(Story story) {
        this.story = story;
    }

    @Override
    public String stage(String name) {
        return story.stage(name);
    }

    @Override
    public String toString() {
        return story.toString();
    }
}
