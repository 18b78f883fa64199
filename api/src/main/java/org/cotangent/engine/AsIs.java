package org.cotangent.engine;

import org.cotangent.ir.Callee;
import org.cotangent.ir.Target;

/// A method of the JDK that runs as it is.
///
/// @param called the method that the program names, which it may call
/// @param declared the method that runs, by what is known of the receiver's class
/// @param inherited whether the receiver is of a user's class that inherits it
record AsIs(Callee called, Callee declared, boolean inherited) implements Target {
    @Override
    public String name() {
        return declared.shortName();
    }
}
