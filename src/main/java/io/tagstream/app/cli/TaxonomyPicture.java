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
import java.util.Optional;

/** A taxonomy as a tree of lines. What says what goes without saying is left out. */
final class TaxonomyPicture {

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
        print(out, facet, Optional.empty(), "");
    }

    private void print(PrintWriter out, Facet facet, Optional<String> parent, String indent) {
        List<Tag> tags =
                facet.tags().stream().filter(tag -> tag.parent().equals(parent)).toList();
        for (Tag tag : tags) {
            boolean last = tag.equals(tags.getLast());
            out.println(indent + (last ? "└─ " : "├─ ") + line(tag.id(), tag.naming(), notes(facet, tag)));
            print(out, facet, Optional.of(tag.id()), indent + (last ? "   " : "│  "));
        }
    }

    private List<String> notes(Facet facet) {
        List<String> notes = new ArrayList<>(List.of(facet.kind().word(), "from " + taxonomy.threshold(facet)));
        if (facet.limit() > 1) {
            notes.add("at most " + facet.limit());
        }
        return notes;
    }

    private static List<String> notes(Facet facet, Tag tag) {
        List<String> notes = new ArrayList<>();
        FacetKind below = facet.kindBelow(tag);
        if (below != facet.kindOf(tag)) {
            notes.add(below.word());
        }
        tag.threshold().ifPresent(threshold -> notes.add("from " + threshold));
        if (!tag.reliable()) {
            notes.add("unreliable");
        }
        if (!tag.active()) {
            notes.add("retired");
        } else {
            facet.ancestorsOf(tag).stream()
                    .filter(above -> !above.active())
                    .findFirst()
                    .ifPresent(above -> notes.add("retired with " + above.id()));
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
