package io.tagstream.catalog;

import io.tagstream.catalog.Outcome.Deleted;
import io.tagstream.catalog.Outcome.Rejected;
import io.tagstream.catalog.Outcome.Tagged;
import io.tagstream.catalog.Outcome.Unreadable;
import io.tagstream.catalog.PhotoTable.Stored;
import io.tagstream.photo.PhotoId;
import io.tagstream.tagging.AssignedTag;
import io.tagstream.tagging.Tagging;
import io.tagstream.tagging.Verdict;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes one batch in one transaction, table by table. */
final class BatchWriter {

    private final Connection connection;
    private final LiveReleases releases;
    private final References.Numbers numbers;
    private final Announcer announcer;

    /** Tags in effect of the photos that changed, and what is announced of them. */
    private final List<PhotoTags> tags = new ArrayList<>();

    private final Map<PhotoId, TaggedPhoto> announced = new HashMap<>();

    BatchWriter(Connection connection, LiveReleases releases, References.Numbers numbers, Announcer announcer) {
        this.connection = connection;
        this.releases = releases;
        this.numbers = numbers;
        this.announcer = announcer;
    }

    /** @throws ReleasesChanged if the photos were tagged for releases that are not the live ones any more */
    void write(List<Outcome> outcomes) throws SQLException {
        ReleaseLocks.share(connection);
        List<Release> live = live(outcomes);
        List<Outcome> aboutPhotos =
                outcomes.stream().filter(o -> !(o instanceof Unreadable)).toList();
        Map<PhotoId, Stored> stored = PhotoTable.upsert(connection, aboutPhotos, numbers);
        List<Outcome> changed = changed(aboutPhotos, stored, live);

        List<Long> before = changed.stream()
                .map(outcome -> stored.get(PhotoTable.idOf(outcome)))
                .filter(row -> !row.isNew())
                .map(Stored::number)
                .toList();
        ReleaseLocks.shareChunks(connection, before);
        overlay(changed, stored, live, VerdictTable.of(connection, before));
        remove(before, changed, stored);
        insert(changed, stored, live);

        List<Outcome> rejections = new ArrayList<>(changed);
        outcomes.stream().filter(Unreadable.class::isInstance).forEach(rejections::add);
        List<Outcome> news = RejectionTable.insert(connection, rejections, numbers);
        Outbox.append(
                connection,
                news.stream().map(this::news).map(announcer::announce).toList());
    }

    /** The live releases; not asked for where nothing was tagged. */
    private List<Release> live(List<Outcome> outcomes) throws SQLException {
        if (outcomes.stream().noneMatch(Tagged.class::isInstance)) {
            return List.of();
        }
        List<Release> live = ReleaseTable.live(connection);
        if (!releases.areStill(live)) {
            throw new ReleasesChanged();
        }
        return live.stream().filter(one -> releases.loaded(one).isPresent()).toList();
    }

    private List<Outcome> changed(List<Outcome> outcomes, Map<PhotoId, Stored> stored, List<Release> live)
            throws SQLException {
        List<Long> unchanged = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            Stored row = stored.get(PhotoTable.idOf(outcome));
            if (outcome instanceof Tagged && row != null && !row.changed()) {
                unchanged.add(row.number());
            }
        }
        Set<Long> unseen = unchanged.isEmpty()
                ? Set.of()
                : PhotoTable.unseen(connection, unchanged, live.getFirst().model());
        List<Outcome> changed = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            Stored row = stored.get(PhotoTable.idOf(outcome));
            if (row != null && (row.changed() || unseen.contains(row.number()))) {
                changed.add(outcome);
            }
        }
        return changed;
    }

    /** Lays what people said over what the releases say. */
    private void overlay(
            List<Outcome> changed, Map<PhotoId, Stored> stored, List<Release> live, Map<Long, PhotoVerdicts> said) {
        for (Outcome outcome : changed) {
            if (outcome instanceof Tagged tagged) {
                long photo = stored.get(tagged.upload().id()).number();
                PhotoVerdicts verdicts = said.getOrDefault(photo, PhotoVerdicts.NONE);
                live.forEach(release -> overlay(tagged, photo, release, verdicts));
            }
        }
    }

    private void overlay(Tagged tagged, long photo, Release release, PhotoVerdicts said) {
        LoadedRelease loaded = releases.loaded(release).orElseThrow();
        Tagging tagging = tagged.taggings().stream()
                .filter(one -> one.release().equals(release.id()))
                .findFirst()
                .orElseThrow(ReleasesChanged::new);
        Map<String, Verdict> verdicts = said.about(loaded);
        List<AssignedTag> inEffect = loaded.overlaid(tagging.tags(), verdicts);
        tags.add(new PhotoTags(photo, release, inEffect));
        if (release.isActive()) {
            announced.put(tagged.upload().id(), TaggedPhoto.of(tagged, release, inEffect, verdicts));
        }
    }

    /** Whatever was known of these photos was of another picture, or of one that is gone. */
    private void remove(List<Long> before, List<Outcome> changed, Map<PhotoId, Stored> stored) throws SQLException {
        TagTable.delete(connection, before);
        ChangeTable.delete(connection, before);
        EmbeddingTable.delete(connection, before);
        List<Long> deleted = changed.stream()
                .filter(Deleted.class::isInstance)
                .map(outcome -> stored.get(PhotoTable.idOf(outcome)).number())
                .toList();
        VerdictTable.delete(connection, deleted);
    }

    private void insert(List<Outcome> changed, Map<PhotoId, Stored> stored, List<Release> live) throws SQLException {
        TagTable.insert(connection, tags, numbers);
        ChangeTable.insert(connection, tags);
        List<Tagged> tagged = changed.stream()
                .filter(Tagged.class::isInstance)
                .map(Tagged.class::cast)
                .toList();
        if (!tagged.isEmpty()) {
            EmbeddingTable.insert(connection, tagged, stored, live.getFirst().model());
        }
    }

    private News news(Outcome outcome) {
        return switch (outcome) {
            case Tagged tagged -> announced.get(tagged.upload().id());
            case Rejected rejected -> rejected;
            case Unreadable unreadable -> unreadable;
            case Deleted deleted -> deleted;
        };
    }
}
