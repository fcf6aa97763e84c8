package io.tagstream.app.cli;

import io.tagstream.taxonomy.Facet;
import io.tagstream.taxonomy.FacetKind;
import io.tagstream.taxonomy.Naming;
import io.tagstream.taxonomy.Tag;
import io.tagstream.taxonomy.Taxonomy;
import io.tagstream.taxonomy.TaxonomyVersion;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A taxonomy as a tree of lines. What says what goes without saying is left out. */
final class TaxonomyPicture {

    /**
     * What is above a group of tags.
     *
     * @param kind how the tags of the group relate
     * @param retired the retired tag that takes them along
     */
    private record Above(Optional<String> parent, FacetKind kind, Optional<String> retired) {

        Above below(Tag tag) {
            return new Above(
                    Optional.of(tag.id()),
                    tag.children().kind().orElse(kind),
                    tag.active() ? retired : Optional.of(tag.id()));
        }
    }

    private final Taxonomy taxonomy;
    private final Optional<String> language;

    /** @param language of the names, as BCP 47 writes it */
    TaxonomyPicture(Taxonomy taxonomy, Optional<String> language) {
        this.taxonomy = taxonomy;
        this.language = language;
    }

    void print(PrintWriter out) {
        out.printf("%s %s%n", taxonomy.name(), TaxonomyVersion.of(taxonomy).shortForm());
        if (!taxonomy.description().isEmpty()) {
            out.println(taxonomy.description());
        }
        taxonomy.facets().forEach(facet -> print(out, facet));
    }

    private void print(PrintWriter out, Facet facet) {
        out.println();
        out.println(line(facet.id(), facet.naming(), notes(facet)));
        Map<Optional<String>, List<Tag>> byParent = facet.tags().stream().collect(Collectors.groupingBy(Tag::parent));
        print(out, byParent, new Above(Optional.empty(), facet.kind(), Optional.empty()), "");
    }

    private void print(PrintWriter out, Map<Optional<String>, List<Tag>> byParent, Above above, String indent) {
        List<Tag> tags = byParent.getOrDefault(above.parent(), List.of());
        for (Tag tag : tags) {
            boolean last = tag.equals(tags.getLast());
            out.println(indent + (last ? "└─ " : "├─ ") + line(tag.id(), tag.naming(), notes(tag, above)));
            print(out, byParent, above.below(tag), indent + (last ? "   " : "│  "));
        }
    }

    private List<String> notes(Facet facet) {
        List<String> notes = new ArrayList<>(List.of(facet.kind().word(), "from " + taxonomy.threshold(facet)));
        if (facet.limit() > 1) {
            notes.add("at most " + facet.limit());
        }
        return notes;
    }

    private static List<String> notes(Tag tag, Above above) {
        List<String> notes = new ArrayList<>();
        tag.children().kind().filter(kind -> kind != above.kind()).ifPresent(kind -> notes.add(kind.word()));
        tag.threshold().ifPresent(threshold -> notes.add("from " + threshold));
        if (!tag.reliable()) {
            notes.add("unreliable");
        }
        if (!tag.active()) {
            notes.add("retired");
        } else {
            above.retired().ifPresent(retired -> notes.add("retired with " + retired));
        }
        return notes;
    }

    private String line(String id, Naming naming, List<String> notes) {
        String name = language.map(naming::name).orElse(naming.name());
        return id
                + (name.equals(id.replace('-', ' ')) ? "" : "  " + name)
                + (notes.isEmpty() ? "" : "  (" + String.join(", ", notes) + ")");
    }
}
