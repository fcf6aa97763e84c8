package io.tagstream.evaluation.html;

import java.util.Set;

/**
 * An element of HTML or SVG. Text and attributes are escaped here and nowhere else, so nothing that a photo is called can become
 * markup.
 */
final class Element {

    private static final Set<String> WITHOUT_END = Set.of("meta", "img");

    private final String name;
    private final StringBuilder attributes = new StringBuilder();
    private final StringBuilder content = new StringBuilder();

    private Element(String name) {
        this.name = name;
    }

    static Element of(String name) {
        return new Element(name);
    }

    static Element of(String name, String text) {
        return of(name).text(text);
    }

    Element with(String attribute, String value) {
        attributes
                .append(' ')
                .append(attribute)
                .append("=\"")
                .append(escaped(value))
                .append('"');
        return this;
    }

    Element with(String attribute, double value) {
        return with(attribute, Numbers.coordinate(value));
    }

    Element with(String attribute) {
        attributes.append(' ').append(attribute);
        return this;
    }

    Element text(String text) {
        content.append(escaped(text));
        return this;
    }

    Element add(Element... children) {
        for (Element child : children) {
            content.append(child);
        }
        return this;
    }

    Element addAll(Iterable<Element> children) {
        children.forEach(this::add);
        return this;
    }

    /** A style sheet or script of ours, which must not be escaped. */
    Element verbatim(String trusted) {
        content.append(trusted);
        return this;
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(isWritable(c) ? c : 0xFFFD);
            }
        });
        return escaped.toString();
    }

    /** Control characters and half surrogate pairs have no place in HTML. */
    private static boolean isWritable(int c) {
        return c == '\n' || c == '\t' || !(Character.isISOControl(c) || (c >= 0xD800 && c <= 0xDFFF));
    }

    @Override
    public String toString() {
        String start = "<" + name + attributes + ">";
        return WITHOUT_END.contains(name) ? start : start + content + "</" + name + ">";
    }
}
