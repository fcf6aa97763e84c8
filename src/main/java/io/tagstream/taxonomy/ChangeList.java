package io.tagstream.taxonomy;

import io.tagstream.taxonomy.TaxonomyChange.Aspect;
import io.tagstream.taxonomy.TaxonomyChange.Subject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** Changes as they are found. */
final class ChangeList {

    private final List<TaxonomyChange> found = new ArrayList<>();

    /** To add what changed about one thing. */
    final class About {

        private final Subject subject;
        private final String id;

        private About(Subject subject, String id) {
            this.subject = subject;
            this.id = id;
        }

        void add(Aspect aspect, List<String> before, List<String> after, boolean changesTags) {
            found.add(new TaxonomyChange(subject, id, aspect, before, after, changesTags));
        }

        void compare(Aspect aspect, List<String> before, List<String> after, boolean changesTags) {
            if (!before.equals(after)) {
                add(aspect, before, after, changesTags);
            }
        }

        void compareValues(Aspect aspect, Object before, Object after, boolean changesTags) {
            compare(aspect, lines(before.toString()), lines(after.toString()), changesTags);
        }

        void compareNaming(Naming before, Naming after) {
            compareValues(Aspect.NAME, before.name(), after.name(), false);
            compare(Aspect.NAMES, lines(before.names()), lines(after.names()), false);
            compareValues(Aspect.DESCRIPTION, before.description(), after.description(), false);
        }

        /** What is only in one of them is no change of order. */
        void compareOrder(List<String> before, List<String> after) {
            List<String> stayed = new ArrayList<>(before);
            stayed.retainAll(new HashSet<>(after));
            List<String> now = new ArrayList<>(after);
            now.retainAll(new HashSet<>(stayed));
            compare(Aspect.ORDER, stayed, now, false);
        }
    }

    About about(Subject subject, String id) {
        return new About(subject, id);
    }

    List<TaxonomyChange> list() {
        return List.copyOf(found);
    }

    private static List<String> lines(String text) {
        return text.isEmpty() ? List.of() : List.of(text);
    }

    private static List<String> lines(Map<String, String> names) {
        return names.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .toList();
    }
}
