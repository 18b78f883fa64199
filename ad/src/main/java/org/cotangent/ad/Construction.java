package org.cotangent.ad;

/// How derivative code makes an object of a class (DESIGN §4, *Constructors*).
public enum Construction {
    /// By its own constructor: nothing in it can be active.
    ORIGINAL,
    /// A bare object, on which the transformed constructor runs, once, with all its effects.
    BARE,
    /// As a bare object, but that the constructor of the JDK above its class makes it ([Factory]).
    FACTORY,
    /// By its own constructor; then the transformed constructor runs for the sake of tangents. Lawful only if running it
    /// twice cannot be noticed.
    COPY
}
