package io.tagstream.taxonomy;

import java.util.List;
import java.util.regex.Pattern;

/** What a single id, text or number has to look like. */
final class TextRules {

    static final int MAX_ID_CHARACTERS = 64;

    /** CLIP reads 77 tokens and drops the rest unread; 77 English tokens have about this many characters. */
    static final int MAX_TEXT_CHARACTERS = 300;

    static final int MAX_DESCRIPTION_CHARACTERS = 2_000;

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]*");

    private final Problems problems;

    TextRules(Problems problems) {
        this.problems = problems;
    }

    void checkId(String place, String id) {
        if (id.isEmpty()) {
            problems.add(place, "is missing");
        } else if (!ID.matcher(id).matches()) {
            problems.add(
                    place,
                    "\"%s\" is no id; use small letters, digits and hyphens, and no hyphen in front".formatted(id));
        } else if (id.length() > MAX_ID_CHARACTERS) {
            problems.add(place, "has %d characters; %d are allowed".formatted(id.length(), MAX_ID_CHARACTERS));
        }
    }

    void checkText(String place, String text) {
        if (text.isEmpty()) {
            problems.add(place, "is empty");
        } else if (text.codePoints().anyMatch(TextRules::isUnreadable)) {
            problems.add(place, "contains a control character or half a surrogate pair");
        } else {
            checkLength(place, text, MAX_TEXT_CHARACTERS);
        }
    }

    void checkTexts(String place, List<String> texts) {
        for (int i = 0; i < texts.size(); i++) {
            checkText(place + "[" + i + "]", texts.get(i));
        }
    }

    void checkTemplates(String place, List<String> templates) {
        checkTexts(place, templates);
        for (int i = 0; i < templates.size(); i++) {
            if (!templates.get(i).isEmpty() && !templates.get(i).contains(Taxonomy.PLACEHOLDER)) {
                problems.add(place + "[" + i + "]", "\"%s\" has no {} for the tag's word".formatted(templates.get(i)));
            }
        }
    }

    /** Unlike other texts, a description may be empty and may have several lines. */
    void checkDescription(String place, String description) {
        if (description.codePoints().anyMatch(c -> isUnreadable(c) && c != '\n' && c != '\t')) {
            problems.add(place, "contains a control character or half a surrogate pair");
        }
        checkLength(place, description, MAX_DESCRIPTION_CHARACTERS);
    }

    void checkThreshold(String place, double threshold) {
        if (!(threshold > 0 && threshold < 1)) {
            problems.add(place, threshold + " is no threshold; use a number between 0 and 1, without both");
        }
    }

    private void checkLength(String place, String text, int allowed) {
        if (text.length() > allowed) {
            problems.add(place, "has %d characters; %d are allowed".formatted(text.length(), allowed));
        }
    }

    private static boolean isUnreadable(int codePoint) {
        return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE;
    }
}
