package io.tagstream.taxonomy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which line of a YAML text a {@link Problem#place} is in, so that a problem can be shown beside what it is about. */
public final class YamlLines {

    private static final Pattern POSITION = Pattern.compile("(\\d{1,9}):\\d+");

    private static final YAMLFactory YAML = new YAMLFactory();

    private final Map<String, Integer> lines = new HashMap<>();
    private final int count;

    /** @param yaml whatever somebody has typed so far; of what is broken, the part before the break is known */
    public YamlLines(String yaml) {
        this.count = Math.max(1, (int) yaml.lines().count());
        try (JsonParser parser = YAML.createParser(yaml)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token != JsonToken.END_ARRAY && token != JsonToken.END_OBJECT) {
                    lines.putIfAbsent(
                            place(parser.getParsingContext(), token),
                            parser.currentTokenLocation().getLineNr());
                }
            }
        } catch (IOException broken) {
            lines.putIfAbsent("", 1);
        }
    }

    /** From 1. Of a field that is missing, the line of what it is missing from. */
    public int line(String place) {
        Matcher position = POSITION.matcher(place);
        if (position.matches()) {
            return Math.clamp(Integer.parseInt(position.group(1)), 1, count);
        }
        for (String known = place; !known.isEmpty(); known = above(known)) {
            Integer line = lines.get(known);
            if (line != null) {
                return Math.clamp(line, 1, count);
            }
        }
        return 1;
    }

    private static String above(String place) {
        int dot = place.lastIndexOf('.');
        int bracket = place.lastIndexOf('[');
        return place.substring(0, Math.max(0, Math.max(dot, bracket)));
    }

    /** A collection's own context begins with it: where it stands says the one around it. */
    private static String place(JsonStreamContext context, JsonToken token) {
        boolean begins = token == JsonToken.START_ARRAY || token == JsonToken.START_OBJECT;
        return path(begins ? context.getParent() : context);
    }

    private static String path(JsonStreamContext context) {
        if (context == null || context.inRoot()) {
            return "";
        }
        String outer = path(context.getParent());
        if (context.inArray()) {
            return outer + "[" + context.getCurrentIndex() + "]";
        }
        String name = context.getCurrentName();
        return name == null ? outer : outer.isEmpty() ? name : outer + "." + name;
    }
}
