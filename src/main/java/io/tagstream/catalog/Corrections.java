package io.tagstream.catalog;

import io.tagstream.clip.Embedding;
import io.tagstream.photo.PhotoId;
import io.tagstream.tagging.AssignedTag;
import io.tagstream.tagging.Verdict;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/**
 * Writes what people say of a photo's tags: the verdict, the photo's tags in every live release, and an event if those in force are
 * others now. Saying the same again changes nothing and announces nothing.
 */
public final class Corrections {

    /** What became of a verdict. */
    public enum Result {
        /** It is stored. */
        STORED,
        /** It was said before. */
        KNOWN,
        /** No photo of this id is in the catalog. */
        PHOTO_UNKNOWN,
        /** The taxonomy never had such a tag. */
        TAG_UNKNOWN
    }

    private static final String PHOTO =
            "select photo_no from photos where photo_id = ? and status <> 'deleted' for no key update";
    private static final String TAG = "select tag_no from tags where taxonomy = ? and tag_id = ?";
    private static final String TOUCH =
            "update photos set changed_in = pg_current_xact_id(), changed_at = now() where photo_no = ?";

    private final DataSource dataSource;
    private final ReleaseStore releases;
    private final ReleaseLoader loader;
    private final References references;
    private final Announcer announcer;

    public Corrections(DataSource dataSource, ReleaseLoader loader, Announcer announcer) {
        this.dataSource = dataSource;
        this.releases = new ReleaseStore(dataSource);
        this.loader = loader;
        this.references = new References(dataSource);
        this.announcer = announcer;
    }

    /**
     * Accepts or rejects a tag.
     *
     * @param taxonomy its name; the tag need not be in the version in force
     * @param author who says so, where that is known
     */
    public Result say(PhotoId photo, String taxonomy, String tagId, Verdict verdict, Optional<String> author) {
        return change(
                photo,
                taxonomy,
                tagId,
                (connection, number, tag) -> VerdictTable.put(connection, number, tag, verdict, author));
    }

    /** Takes a verdict back, whoever gave it: the model decides again. {@link Result#KNOWN} if there was none. */
    public Result takeBack(PhotoId photo, String taxonomy, String tagId) {
        return change(photo, taxonomy, tagId, VerdictTable::takeBack);
    }

    /** Changes a verdict. */
    @FunctionalInterface
    private interface Change {

        /** @return whether it was news */
        boolean with(Connection connection, long photo, int tag) throws SQLException;
    }

    private Result change(PhotoId photo, String taxonomy, String tagId, Change change) {
        while (true) {
            List<LoadedRelease> loaded = releases.live().stream()
                    .map(loader::load)
                    .flatMap(Optional::stream)
                    .toList();
            try {
                References.Numbers numbers = references.of(Set.of(), loaded);
                return Transactions.callOrThrow(
                        dataSource, connection -> change(connection, loaded, numbers, photo, taxonomy, tagId, change));
            } catch (ReleasesChanged again) {
                // by somebody who brought another one into force; it is loaded now
            } catch (SQLException e) {
                references.forget();
                throw SqlFailures.of(e);
            }
        }
    }

    private Result change(
            Connection connection,
            List<LoadedRelease> loaded,
            References.Numbers numbers,
            PhotoId photo,
            String taxonomy,
            String tagId,
            Change change)
            throws SQLException {
        ReleaseLocks.share(connection);
        List<LoadedRelease> live = stillLive(connection, loaded);
        Optional<Long> number = number(connection, PHOTO, photo.value());
        if (number.isEmpty()) {
            return Result.PHOTO_UNKNOWN;
        }
        Optional<Long> tag = number(connection, TAG, taxonomy, tagId);
        if (tag.isEmpty()) {
            return Result.TAG_UNKNOWN;
        }
        ReleaseLocks.shareChunks(connection, List.of(number.get()));
        if (!change.with(connection, number.get(), Math.toIntExact(tag.get()))) {
            return Result.KNOWN;
        }
        rewrite(connection, live, numbers, number.get());
        return Result.STORED;
    }

    /** A release without labels has no tags yet that could be rewritten; one that got some meanwhile has to be loaded first. */
    private List<LoadedRelease> stillLive(Connection connection, List<LoadedRelease> loaded) throws SQLException {
        List<LoadedRelease> live = new ArrayList<>();
        for (Release release : ReleaseTable.live(connection)) {
            Optional<LoadedRelease> known =
                    loaded.stream().filter(one -> one.release().isSame(release)).findFirst();
            if (known.isPresent()) {
                live.add(new LoadedRelease(
                        release, known.get().taxonomy(), known.get().tagger()));
            } else if (ReleaseTable.hasLabels(connection, release.number())) {
                throw new ReleasesChanged();
            }
        }
        return live;
    }

    /** Tags the photo anew, from its embeddings, with all that people said. */
    private void rewrite(Connection connection, List<LoadedRelease> live, References.Numbers numbers, long photo)
            throws SQLException {
        Map<Integer, Embedding> embeddings = EmbeddingTable.of(connection, photo);
        PhotoVerdicts said = VerdictTable.of(connection, List.of(photo)).getOrDefault(photo, PhotoVerdicts.NONE);
        List<PhotoTags> tags = new ArrayList<>();
        // Where the release's model has not looked, people's word is all there is; what no model has seen is not
        // catalogued.
        for (LoadedRelease release : embeddings.isEmpty() ? List.<LoadedRelease>of() : live) {
            List<AssignedTag> ofModel = Optional.ofNullable(
                            embeddings.get(release.release().model()))
                    .map(embedding -> release.tag(embedding).tags())
                    .orElse(List.of());
            tags.add(new PhotoTags(photo, release.release(), release.overlaid(ofModel, said.about(release))));
        }
        Optional<LoadedRelease> active =
                live.stream().filter(one -> one.release().isActive()).findFirst();
        Set<AssignedTag> before = inForce(connection, active, photo);
        TagTable.delete(connection, photo, tags.stream().map(PhotoTags::release).toList());
        ChangeTable.delete(connection, List.of(photo));
        TagTable.insert(connection, tags, numbers);
        ChangeTable.insert(connection, tags);
        if (active.isPresent() && !inForce(connection, active, photo).equals(before)) {
            touch(connection, photo);
            new Announcements(announcer).append(connection, active.get(), List.of(photo));
        }
    }

    private static Set<AssignedTag> inForce(Connection connection, Optional<LoadedRelease> active, long photo)
            throws SQLException {
        return active.isEmpty()
                ? Set.of()
                : new HashSet<>(CataloguedPhotos.tags(connection, active.get().release(), List.of(photo))
                        .getOrDefault(photo, List.of()));
    }

    /** An announcement of a change of releases leaves out what was announced after the change. */
    private static void touch(Connection connection, long photo) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TOUCH)) {
            statement.setLong(1, photo);
            statement.executeUpdate();
        }
    }

    private static Optional<Long> number(Connection connection, String sql, String... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            try (ResultSet result = statement.executeQuery()) {
                return result.next() ? Optional.of(result.getLong(1)) : Optional.empty();
            }
        }
    }
}
