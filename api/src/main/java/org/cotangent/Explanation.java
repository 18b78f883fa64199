package org.cotangent;

/// The story of a derivative, for people: what is differentiated, what is kept for the way back and which
/// line asked for it, what is recomputed, which rules were used, where the derivative is zero by nature.
///
/// [#toString] tells it. Asking for an explanation compiles the derivative, if that has not been done, and
/// never runs the function.
public interface Explanation {

    /// The program after one step of its making, as a listing. In forward mode the steps are `primal`, `pushforward`,
    /// `optimised`; in reverse mode `primal`, `shaped`, `linearize`, `linearized`, `transpose`, `forward`, `reverse`.
    ///
    /// [IllegalArgumentException], naming the stages there are, if there is no such one.
    String stage(String name);

    /// The whole story.
    @Override
    String toString();
}
