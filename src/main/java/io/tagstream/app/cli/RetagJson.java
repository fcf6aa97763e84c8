package io.tagstream.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagstream.catalog.Release;
import io.tagstream.retag.JobProgress;
import io.tagstream.retag.Preview.Report;
import io.tagstream.retag.Preview.TagChange;
import io.tagstream.retag.Targets.Target;
import java.util.Locale;

/** Jobs, releases and previews as JSON, with the names that REST gives them. */
final class RetagJson {

    private RetagJson() {}

    static ObjectNode of(Release release) {
        return object().put("release", release.id().name())
                .put("taxonomy", release.taxonomy())
                .put("version", release.id().version().hash())
                .put("state", word(release.state()))
                .put("standing", word(release.standing()));
    }

    static ObjectNode of(JobProgress job) {
        ObjectNode node = object().put("job", job.number())
                .put("kind", word(job.kind()))
                .put("state", word(job.state()))
                .put("release", job.release())
                .put("taxonomy", job.taxonomy())
                .put("version", job.version())
                .put("cutOver", job.cutOver())
                .put("photos", job.photosTotal())
                .put("photosDone", job.photosDone())
                .put("photosChanged", job.photosChanged())
                .put("fraction", job.fraction())
                .put("createdAt", job.createdAt().toString());
        job.limit().ifPresent(limit -> node.put("limit", limit));
        job.photosPerSecond().ifPresent(rate -> node.put("photosPerSecond", rate));
        job.secondsLeft().ifPresent(seconds -> node.put("secondsLeft", seconds));
        job.author().ifPresent(author -> node.put("author", author));
        job.detail().ifPresent(detail -> node.put("detail", detail));
        job.finishedAt().ifPresent(at -> node.put("finishedAt", at.toString()));
        return node;
    }

    static ObjectNode of(Report report, Target target, Release active) {
        ObjectNode node = object().put("from", active.id().name())
                .put("to", target.id().name())
                .put("photos", report.photos())
                .put("sampled", report.sampled())
                .put("changed", report.changed())
                .put("changedExtrapolated", report.extrapolated(report.changed()));
        ArrayNode tags = node.putArray("tags");
        report.tags().forEach(tag -> tags.add(of(report, tag)));
        return node;
    }

    private static ObjectNode of(Report report, TagChange tag) {
        ObjectNode node = object().put("tag", tag.tagId())
                .put("gains", tag.gains())
                .put("losses", tag.losses())
                .put("gainsExtrapolated", report.extrapolated(tag.gains()))
                .put("lossesExtrapolated", report.extrapolated(tag.losses()));
        ArrayNode gained = node.putArray("gained");
        tag.gained().forEach(gained::add);
        ArrayNode lost = node.putArray("lost");
        tag.lost().forEach(lost::add);
        return node;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
