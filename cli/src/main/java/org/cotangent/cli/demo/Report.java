package org.cotangent.cli.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The page that a person looks at: one HTML file, nothing loaded from elsewhere.
final class Report {
    private static final String STYLE =
            """
                    :root { --ground: #f6f6f3; --card: #ffffff; --ink: #22262c; --faint: #6a717c; --rule: #e3e4e0;
                      --good: #1d7a4c; --bad: #b3261e; --c0: #2f62c4; --c1: #d5622a; --c2: #2a8f6a; --c3: #8a4fb0;
                      color-scheme: light dark }
                    @media (prefers-color-scheme: dark) { :root { --ground: #14171b; --card: #1d2127; --ink: #e6e8eb;
                      --faint: #98a1ad; --rule: #323842; --good: #5cc490; --bad: #ff8a80; --c0: #7aa5f5; --c1: #f09a63;
                      --c2: #66c9a4; --c3: #c293e6 } }
                    * { box-sizing: border-box }
                    body { margin: 0; background: var(--ground); color: var(--ink);
                      font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif }
                    main { max-width: 1120px; margin: 0 auto; padding: clamp(16px, 4vw, 48px) }
                    h1 { font-size: clamp(26px, 4.5vw, 40px); line-height: 1.15; margin: 0 0 8px; letter-spacing: -.02em }
                    h2 { font-size: clamp(19px, 2.6vw, 24px); line-height: 1.25; margin: 0 0 8px; letter-spacing: -.01em }
                    h3 { font-size: 15px; margin: 0 0 8px }
                    p { margin: 0 0 16px; max-width: 72ch }
                    code { font: .9em ui-monospace, "SF Mono", Menlo, Consolas, monospace; background: var(--ground);
                      padding: 1px 5px; border-radius: 4px; overflow-wrap: anywhere }
                    .lead, figcaption { color: var(--faint) }
                    section { background: var(--card); border: 1px solid var(--rule); border-radius: 14px;
                      padding: clamp(16px, 3vw, 32px); margin-top: 24px }
                    dl { display: grid; grid-template-columns: minmax(180px, max-content) 1fr; margin: 0 0 24px }
                    dl > div { display: grid; grid-column: 1 / -1; grid-template-columns: subgrid; gap: 4px 24px; padding: 7px 0;
                      border-top: 1px solid var(--rule) }
                    dt { color: var(--faint) }
                    dd { margin: 0; font-variant-numeric: tabular-nums; overflow-wrap: anywhere }
                    .passed::before { content: "✓ "; color: var(--good); font-weight: 700 }
                    .failed { color: var(--bad); font-weight: 600 }
                    .failed::before { content: "✗ " }
                    .verdict { display: inline-block; border-radius: 999px; padding: 3px 14px; font-weight: 600; color: var(--card);
                      background: var(--good) }
                    .verdict.not { background: var(--bad) }
                    .pictures { display: grid; gap: 32px 40px; grid-template-columns: repeat(auto-fit, minmax(min(100%, 380px), 1fr)) }
                    figure { margin: 0; min-width: 0 }
                    figcaption { font-size: 14px; margin-top: 8px; max-width: 60ch }
                    svg { display: block; width: 100%; height: auto; max-width: 640px }
                    svg text { font: 12px system-ui, sans-serif; fill: var(--faint) }
                    svg .answer { text-anchor: middle; fill: var(--ink) }
                    svg .wrong { fill: var(--bad); font-weight: 700 }
                    .grid { stroke: var(--rule); stroke-width: 1; fill: none }
                    .line { fill: none; stroke-width: 2; stroke-linejoin: round; stroke-linecap: round }
                    .ink { fill: var(--ink) }
                    .c0 { stroke: var(--c0) } .c1 { stroke: var(--c1) } .c2 { stroke: var(--c2) } .c3 { stroke: var(--c3) }
                    .facts { container-type: inline-size; min-width: 0 }
                    .one { display: grid; gap: 16px 40px; grid-template-columns: repeat(auto-fit, minmax(min(100%, 400px), 1fr)) }
                    @container (max-width: 620px) { dl, dl > div { display: block } dt { font-size: 14px } }
                    """;

    private Report() {}

    static void write(Path file, List<Part> parts) throws IOException {
        Files.writeString(file, page(parts), StandardCharsets.UTF_8);
    }

    static String page(List<Part> parts) {
        long checks = count(parts, Part.Verdict.PASSED);
        long failures = count(parts, Part.Verdict.FAILED);
        StringBuilder html = new StringBuilder();
        html.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .append("<title>Cotangent: four gradients</title>\n<style>\n")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n<main>\n<h1>Four gradients of real programs</h1>\n")
                .append("<p class=\"lead\">Cotangent differentiated the bytecode of these programs, as it stands. ")
                .append("Java %s, %d processors.</p>\n"
                        .formatted(
                                Runtime.version().feature(),
                                Runtime.getRuntime().availableProcessors()))
                .append(
                        failures == 0
                                ? "<span class=\"verdict\">all %d checks passed</span>\n".formatted(checks)
                                : "<span class=\"verdict not\">%d of %d checks failed</span>\n"
                                        .formatted(failures, failures + checks));
        for (Part part : parts) {
            section(html, part);
        }
        return html.append("</main>\n</body>\n</html>\n").toString();
    }

    private static long count(List<Part> parts, Part.Verdict verdict) {
        return parts.stream()
                .flatMap(part -> part.facts().stream())
                .filter(fact -> fact.verdict() == verdict)
                .count();
    }

    private static void section(StringBuilder html, Part part) {
        html.append("<section>\n<h2>").append(escaped(part.title())).append("</h2>\n<p>");
        html.append(part.story()).append("</p>\n");
        html.append(part.pictures().size() == 1 ? "<div class=\"one\">\n" : "<div>\n");
        html.append("<div class=\"facts\">\n<dl>\n");
        for (Part.Fact fact : part.facts()) {
            String mark =
                    switch (fact.verdict()) {
                        case PLAIN  -> "";
                        case PASSED -> " class=\"passed\"";
                        case FAILED -> " class=\"failed\"";
                    };
            html.append("<div><dt>").append(escaped(fact.label())).append("</dt><dd").append(mark).append(">");
            html.append(escaped(fact.value())).append("</dd></div>\n");
        }
        html.append("</dl>\n</div>\n<div class=\"pictures\">\n");
        for (Picture picture : part.pictures()) {
            html.append("<figure><h3>").append(escaped(picture.title())).append("</h3>\n").append(picture.svg());
            html.append("\n<figcaption>").append(escaped(picture.caption())).append("</figcaption></figure>\n");
        }
        html.append("</div>\n</div>\n</section>\n");
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
