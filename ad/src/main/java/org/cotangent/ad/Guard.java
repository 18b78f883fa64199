package org.cotangent.ad;

/// A check before a call that runs as it is: it may refuse, and does nothing else to the running derivative but leave notes
/// in its context. It leaves the tape alone and writes no memory of the program.
public interface Guard extends Aside {
    /// Whether the call makes text of what it is given: then any code that is called later may make numbers of it again.
    boolean makesText();

    /// Whether the call makes an object that hides those that it is handed: the check stands for all that it will call.
    default boolean makesView() {
        return false;
    }
}
