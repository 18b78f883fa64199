package org.cotangent.engine;

/// What a method of the JDK does with what it is given (DESIGN §4), as far as a derivative is concerned.
enum Conduct {
    /// Its own bytecode is followed: it is written over public members.
    FOLLOWED,

    /// Moves references, compares, counts: gives back no number that it was not given as an object, opens nothing, calls
    /// nobody.
    PLAIN,

    /// The same, if its operands lead to no numbers: otherwise nobody knows.
    LEAF,

    /// As [#PLAIN], but calls methods of the objects that it is handed, or functions.
    CALLS,

    /// As [#PLAIN], if the collection that the receiver shows is one of the JDK's: otherwise it runs code that nobody sees.
    VIEW,

    /// As [#CALLS], and calls also methods of what those objects hold.
    ELEMENTS,

    /// Makes text.
    TEXT,

    /// Makes numbers or characters of text.
    PARSES,

    /// Gives an int that no number may be made of, if it depends on something active.
    MARKS,

    /// Gives the raw bits of a number.
    BITS,

    /// Reads or writes fields and elements by reflection.
    REFLECTS,

    /// Runs code of the program where no derivative can follow: another thread, a reflective call.
    RUNS,

    /// Nobody knows.
    UNKNOWN
}
