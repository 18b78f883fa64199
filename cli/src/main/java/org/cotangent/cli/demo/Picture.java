package org.cotangent.cli.demo;

/// A drawing with a title above and a caption below; it draws itself as SVG.
interface Picture {
    String title();

    String caption();

    String svg();
}
