package io.tagstream.taxonomy;

import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a single id, text or number has to look like. */
final class TextRules {

    static final int MAX_ID_CHARACTERS = 64;

    /** CLIP reads 77 tokens and drops the rest unread; 77 English tokens have about this many characters. */
    static final int MAX_TEXT_CHARACTERS = 300;

    static final int MAX_DESCRIPTION_CHARACTERS = 2_000;

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]*");

    /** Of ISO 639-1; and those that have only three letters, of which Java knows no list. */
    private static final Pattern LANGUAGE = Pattern.compile(String.join("|", Locale.getISOLanguages()) + "|[a-z]{3}");

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

    void checkNaming(String place, Naming naming) {
        checkText(place + ".name", naming.name());
        checkDescription(place + ".description", naming.description());
        naming.names().forEach((language, name) -> {
            checkLanguage(place + ".names." + language, language);
            checkText(place + ".names." + language, name);
        });
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

    /** Catches what people take for a language: its English name, or its country's code. */
    private void checkLanguage(String place, String language) {
        try {
            Locale locale = new Locale.Builder().setLanguageTag(language).build();
            if (!LANGUAGE.matcher(locale.getLanguage()).matches()) {
                problems.add(place, "\"%s\" is no language; write its code, such as de or pt-BR".formatted(language));
            } else if (!locale.toLanguageTag().equals(language)) {
                problems.add(place, "\"%s\" is written \"%s\"".formatted(language, locale.toLanguageTag()));
            }
        } catch (IllformedLocaleException _) {
            problems.add(place, "\"%s\" is no language; write its code, such as de or pt-BR".formatted(language));
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
