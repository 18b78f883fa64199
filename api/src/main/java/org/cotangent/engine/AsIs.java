package org.cotangent.engine;

import org.cotangent.ad.Aside;
import org.cotangent.ir.Callee;

/// A method of the JDK that runs as it is.
///
/// @param called the method that the program names, which it may call
/// @param declared the method that runs, by what is known of the receiver's class
/// @param inherited whether the receiver is of a user's class that inherits it
/// @param isAside whether it calls nothing of the program's
record AsIs(Callee called, Callee declared, boolean inherited, boolean isAside) implements Aside {
    @Override
    public String name() {
        return declared.shortName();
    }
}
