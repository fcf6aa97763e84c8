package io.tagstream.page;

import java.util.List;
import java.util.Optional;

/** A photo's tags, by facet. */
record PhotoTagsView(String photo, List<Group> groups) {

    record Group(String facet, List<Line> lines) {}

    /**
     * A tag.
     *
     * @param above the names above it, the broadest first
     * @param who says so: the model, or people
     * @param said accepted or rejected, if people said something
     * @param given whether the photo has it now
     */
    record Line(
            String id, String name, String above, double confidence, String who, Optional<String> said, boolean given) {

        public boolean accepted() {
            return said.filter("accepted"::equals).isPresent();
        }

        public boolean rejected() {
            return said.filter("rejected"::equals).isPresent();
        }

        /** What a screen reader says of it. */
        public String description() {
            String state = given ? Say.percent(confidence) + ", says the " + who : "not given";
            return name + ", " + said.map(word -> word + " by people").orElse(state);
        }

        public int width() {
            return (int) Math.round(confidence * 100);
        }
    }
}
