package io.tagstream.page;

import java.util.List;
import java.util.Optional;

/** What the worker knows of itself, for the page; whoever watches it comes later in the order of packages. */
public interface HealthFacts {

    /**
     * One thing that has to be well for photos to be tagged.
     *
     * @param problem what is wrong, if anything is
     */
    record Check(String name, Optional<String> problem) {}

    /** Something to know, in words. */
    record Fact(String name, String value) {}

    /** Facts that belong together. */
    record Group(String title, List<Fact> facts) {

        public Group {
            facts = List.copyOf(facts);
        }
    }

    /** Whether photos can be tagged now. */
    List<Check> checks();

    /** What else there is to know. What cannot be asked for, since the database is away, is left out. */
    List<Group> groups();
}
