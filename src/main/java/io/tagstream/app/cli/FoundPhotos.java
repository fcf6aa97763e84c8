package io.tagstream.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagstream.search.FoundPage;
import io.tagstream.search.FoundPage.GivenTag;
import io.tagstream.search.FoundPage.Nearness;
import io.tagstream.search.FoundPage.Photo;
import java.io.PrintWriter;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;

/** A page of a search, to be read by people or by programs. */
final class FoundPhotos {

    private FoundPhotos() {}

    /** A table, and how the photos in it were found. */
    static void print(PrintWriter out, FoundPage page) {
        if (page.photos().isEmpty()) {
            out.println("No photo is found.");
        } else {
            TextTable table = new TextTable("photo", "relevance", "tags");
            page.photos().forEach(photo -> table.row(photo.id(), relevance(photo), tags(photo)));
            table.print(out);
        }
        page.nearness().ifPresent(nearness -> out.println(way(nearness)));
        page.next().ifPresent(cursor -> out.println("There are more: --after " + cursor));
    }

    private static String relevance(Photo photo) {
        return photo.match()
                .map(match -> String.format(Locale.ROOT, "%.2f", match.relevance()))
                .orElse("");
    }

    private static String tags(Photo photo) {
        return photo.tags().stream().map(GivenTag::name).collect(Collectors.joining(", "));
    }

    private static String way(Nearness nearness) {
        String compared =
                switch (nearness.way()) {
                    case EXACT -> "Searched exactly: %,d photos compared".formatted(nearness.compared());
                    case INDEX ->
                        "Searched by the index: %,d photos that are not in it compared".formatted(nearness.compared());
                };
        return String.format(
                Locale.ROOT,
                "%s; relevance %.2f and more%s%s",
                compared,
                nearness.cutOff(),
                nearness.isOurs() ? " (--min-relevance 0 shows all)" : "",
                nearness.complete() ? "." : "; a bound ended the search, there may be more.");
    }

    /** As {@code GET /search} answers. */
    static ObjectNode json(FoundPage page) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode photos = answer.putArray("photos");
        page.photos().forEach(photo -> add(photos.addObject(), photo));
        page.next().ifPresent(cursor -> answer.put("next", cursor));
        page.nearness().ifPresent(nearness -> answer.putObject("nearness")
                .put("cutOff", nearness.cutOff())
                .put("way", nearness.way().name().toLowerCase(Locale.ROOT))
                .put("compared", nearness.compared())
                .put("complete", nearness.complete())
                .put("model", nearness.model()));
        return answer;
    }

    private static void add(ObjectNode node, Photo photo) {
        node.put("photoId", photo.id());
        photo.match()
                .ifPresent(match -> node.put("relevance", match.relevance()).put("cosine", match.cosine()));
        photo.owner().ifPresent(owner -> node.put("owner", owner));
        node.put("format", photo.format()).put("width", photo.width()).put("height", photo.height());
        photo.takenAt().ifPresent(time -> node.put("takenAt", DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time)));
        photo.uploadedAt().ifPresent(time -> node.put("uploadedAt", time.toString()));
        ArrayNode tags = node.putArray("tags");
        photo.tags().forEach(tag -> tags.addObject()
                .put("id", tag.id())
                .put("name", tag.name())
                .put("facet", tag.facet())
                .put("confidence", tag.confidence())
                .put("origin", tag.origin()));
    }
}
