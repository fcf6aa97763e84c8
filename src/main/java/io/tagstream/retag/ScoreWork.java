package io.tagstream.retag;

import io.tagstream.catalog.LoadedRelease;
import io.tagstream.catalog.Release;
import io.tagstream.catalog.ReleaseLoader;
import io.tagstream.catalog.ReleaseStore;
import io.tagstream.failure.Failure;
import io.tagstream.failure.FailureCode;
import io.tagstream.retag.Job.Chunk;
import io.tagstream.tagging.AssignedTag;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Tags the photos of a chunk for the job's release from their embeddings. What it reads and writes is out of everybody else's
 * reach meanwhile, so a newer picture's tags are never overwritten with an older one's.
 */
public final class ScoreWork implements ChunkWork {

    private static final String CHANGES =
            "insert into photo_changes (release_no, photo_no) select ?, photo_no from unnest(?) as changed (photo_no)";

    private final ReleaseStore releases;
    private final ReleaseLoader loader;

    public ScoreWork(ReleaseStore releases, ReleaseLoader loader) {
        this.releases = releases;
        this.loader = loader;
    }

    @Override
    public JobKind kind() {
        return JobKind.SCORE;
    }

    @Override
    public Optional<Result> work(Connection connection, Job job, Chunk chunk) throws SQLException {
        if (!ChunkLocks.take(connection, chunk)) {
            return Optional.empty();
        }

        Release release = releases.numbered(connection, job.release());
        Scorer scorer = Scorer.of(connection, loaded(release));
        Photos photos = new Photos.Range(chunk.first(), chunk.last());
        PhotoBlock block = scorer.read(connection, photos);
        List<List<AssignedTag>> tags = scorer.tag(connection, block, photos);
        long[] changed = changed(connection, scorer, block, tags, photos);
        delete(connection, release.number(), photos);
        write(connection, block, tags, scorer);
        writeChanges(connection, job, scorer.release(), changed);
        return Optional.of(new Result(block.photos(), changed.length));
    }

    /**
     * Gives photos that have no embedding the tags that people gave them; after {@link #work} on their chunk, in its transaction.
     *
     * @return how many changed
     */
    int workUnseen(Connection connection, Job job, long[] numbers) throws SQLException {
        Scorer scorer = Scorer.of(connection, loaded(releases.numbered(connection, job.release())));
        PhotoBlock block = new PhotoBlock(numbers, new float[0]);
        Photos photos = block.listed();
        List<List<AssignedTag>> tags = scorer.tagUnseen(connection, block, photos);
        long[] changed = changed(connection, scorer, block, tags, photos);
        write(connection, block, tags, scorer);
        writeChanges(connection, job, scorer.release(), changed);
        return changed.length;
    }

    private static long[] changed(
            Connection connection, Scorer scorer, PhotoBlock block, List<List<AssignedTag>> tags, Photos photos)
            throws SQLException {
        Release release = scorer.release();
        TagSets now = scorer.sets(tags);
        TagSets before = TagSets.read(connection, base(release), block, photos);
        return IntStream.range(0, block.photos())
                .filter(row -> now.differs(before, row))
                .mapToLong(block::number)
                .toArray();
    }

    /** A release in force that is scored again is compared with what it was, which matters only if it is announced. */
    private static int base(Release release) {
        return release.isActive() ? release.number() : release.base().orElse(release.number());
    }

    private LoadedRelease loaded(Release release) {
        return loader.load(release)
                .orElseThrow(() -> new Failure(
                        FailureCode.SCHEMA_INVALID, "release %s has no labels yet".formatted(release.id())));
    }

    /** What an earlier life of the release left, and what came in since the job began. */
    private static void delete(Connection connection, int release, Photos photos) throws SQLException {
        Statements.update(
                connection, "delete from photo_tags where release_no = ? and " + photos.are("photo_no"), release);
        Statements.update(
                connection, "delete from photo_changes where release_no = ? and " + photos.are("photo_no"), release);
    }

    private static void write(Connection connection, PhotoBlock block, List<List<AssignedTag>> tags, Scorer scorer)
            throws SQLException {
        try (TagWriter writer = new TagWriter(connection, scorer.release().number())) {
            for (int row = 0; row < block.photos(); row++) {
                for (AssignedTag tag : tags.get(row)) {
                    writer.write(block.number(row), scorer.number(tag.tagId()), tag);
                }
            }
            writer.end();
        }
    }

    private static void writeChanges(Connection connection, Job job, Release release, long[] changed)
            throws SQLException {
        if (base(release) != release.number() || job.cutOver()) {
            Statements.update(
                    connection,
                    CHANGES,
                    release.number(),
                    connection.createArrayOf(
                            "int8", Arrays.stream(changed).boxed().toArray()));
        }
    }
}
