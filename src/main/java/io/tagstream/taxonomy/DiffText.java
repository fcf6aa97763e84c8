package io.tagstream.taxonomy;

import io.tagstream.taxonomy.TaxonomyChange.Aspect;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A diff for a terminal: one line for what was one thing and is another, one for each element that a list lost or gained. */
final class DiffText {

    private final TaxonomyDiff diff;
    private final StringBuilder text = new StringBuilder();

    DiffText(TaxonomyDiff diff) {
        this.diff = diff;
    }

    String text() {
        text.append("%s → %s%n".formatted(diff.from(), diff.to()));
        List<TaxonomyChange> tagging =
                diff.changes().stream().filter(TaxonomyChange::changesTags).toList();
        List<TaxonomyChange> others =
                diff.changes().stream().filter(change -> !change.changesTags()).toList();
        section("What photos are tagged with can change:", tagging);
        section("What people read changes, and nothing else:", others);
        if (diff.changes().isEmpty()) {
            text.append("They are equal.%n".formatted());
        }
        return text.toString();
    }

    private void section(String title, List<TaxonomyChange> changes) {
        if (changes.isEmpty()) {
            return;
        }
        text.append("%n%s%n".formatted(title));
        int subjects = changes.stream()
                .mapToInt(change -> subject(change).length())
                .max()
                .orElse(0);
        int aspects = changes.stream()
                .mapToInt(change -> aspect(change).length())
                .max()
                .orElse(0);
        for (TaxonomyChange change : changes) {
            String head = "  %-" + subjects + "s  %-" + aspects + "s  ";
            String start = head.formatted(subject(change), aspect(change));
            for (String line : lines(change)) {
                text.append((start + line).stripTrailing()).append("%n".formatted());
                start = " ".repeat(start.length());
            }
        }
    }

    private static String subject(TaxonomyChange change) {
        return change.subject().name().toLowerCase(Locale.ROOT) + " " + change.id();
    }

    private static String aspect(TaxonomyChange change) {
        return change.aspect().word();
    }

    private static List<String> lines(TaxonomyChange change) {
        List<String> before = change.before();
        List<String> after = change.after();
        if (change.aspect() == Aspect.ORDER || (before.isEmpty() && after.isEmpty())) {
            return List.of("");
        }
        if (before.equals(after)) {
            return List.of("the same, put otherwise");
        }
        if (!change.aspect().isList()) {
            return List.of(line(before) + " → " + line(after));
        }
        List<String> lines = new ArrayList<>();
        before.stream()
                .filter(line -> !after.contains(line))
                .map(line -> "- " + flat(line))
                .forEach(lines::add);
        after.stream()
                .filter(line -> !before.contains(line))
                .map(line -> "+ " + flat(line))
                .forEach(lines::add);
        return lines.isEmpty() ? List.of("in another order") : lines;
    }

    private static String line(List<String> text) {
        return text.isEmpty() ? "nothing" : flat(text.getFirst());
    }

    private static String flat(String text) {
        return text.replace('\n', ' ');
    }
}
