package org.cotangent.format;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.jdt.core.JavaCore;
import org.eclipse.jdt.core.ToolFactory;
import org.eclipse.jdt.core.formatter.CodeFormatter;
import org.eclipse.jface.text.BadLocationException;
import org.eclipse.jface.text.Document;

/// The layout of a source file: Eclipse's formatter with `layout.properties`, then [Imports] and [Cases].
///
/// Of the formatters tried on Java 25, it alone reads all of the language and leaves a line break where the author put
/// one, so that a table stays a table.
final class Layout {

    private static final Map<String, String> OPTIONS = options();

    private Layout() {}

    /// The formatted source; empty if it cannot be parsed.
    static Optional<String> of(String name, String source) {
        int kind = (name.equals("module-info.java") ? CodeFormatter.K_MODULE_INFO : CodeFormatter.K_COMPILATION_UNIT)
                | CodeFormatter.F_INCLUDE_COMMENTS;
        var edit = ToolFactory.createCodeFormatter(OPTIONS, ToolFactory.M_FORMAT_EXISTING)
                .format(kind, source, 0, source.length(), 0, "\n");
        if (edit == null) return Optional.empty();
        var document = new Document(source);
        try {
            edit.apply(document);
        } catch (BadLocationException e) {
            throw new IllegalStateException(name, e);
        }
        return Optional.of(Cases.align(Imports.sort(document.get().stripTrailing() + "\n")));
    }

    private static Map<String, String> options() {
        var settings = new Properties();
        try (var file = Layout.class.getResourceAsStream("layout.properties")) {
            settings.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> options = new HashMap<>();
        settings.forEach((key, value) -> options.put(JavaCore.PLUGIN_ID + ".formatter." + key, (String) value));
        JavaCore.setComplianceOptions(JavaCore.VERSION_25, options);
        return options;
    }
}
