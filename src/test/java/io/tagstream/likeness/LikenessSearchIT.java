package io.tagstream.likeness;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.catalog.SmallCatalog;
import io.tagstream.catalog.Transactions;
import io.tagstream.clip.Embedding;
import io.tagstream.likeness.Likenesses.Group;
import io.tagstream.likeness.Likenesses.Place;
import io.tagstream.photo.PhotoId;
import io.tagstream.search.SearchEngines;
import io.tagstream.search.SearchSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pairs and groups in a real database, step by step. */
class LikenessSearchIT {

    private static final Embedding DOG = SmallCatalog.picture(1, 0, 0);
    private static final Embedding SEA = SmallCatalog.picture(0, 0, 1);
    private static final long HASH = 0x0F0F_3C3C_55AA_0FF0L;

    /** Bits by which a hash moves. */
    private static final long EIGHT = 0xFFL;

    private static final long EIGHT_OTHERS = 0xFF00L;

    @TempDir
    static Path directory;

    private static SmallCatalog catalog;
    private static SearchEngines engines;
    private LikenessSearch search;
    private Likenesses likenesses;

    @BeforeAll
    static void open() {
        catalog = new SmallCatalog(directory.resolve("postgresql"));
        catalog.active(SmallCatalog.PETS);
        engines = SearchEngines.open(catalog.dataSource(), SearchSettings.DEFAULTS);
    }

    @BeforeEach
    void clear() {
        execute("truncate photos, likeness_groups, likeness_queue, likeness_marks cascade");
        search = search();
        likenesses = new Likenesses(catalog.dataSource());
    }

    @AfterAll
    static void close() {
        engines.close();
        catalog.close();
    }

    private static LikenessSearch search() {
        return new LikenessSearch(catalog.dataSource(), engines, LikenessSettings.DEFAULTS, LikenessObserver.NONE);
    }

    @Test
    void saysWhatPhotosAreToEachOther() {
        photo("original", "a", DOG, HASH, 4_000);
        photo("copy", "a", DOG, HASH, 4_000);
        photo("small", "b", DOG, HASH ^ 3, 1_000);
        photo("cropped", "c", DOG, HASH ^ EIGHT ^ 0xF00, 3_900);
        photo("another-thing-of-that-hash", "d", SEA, HASH, 4_000);
        photo("another", "e", SEA, ~HASH, 4_000);

        lookAtAll();

        assertThat(members(LikenessKind.SAME_FILE)).containsExactly(List.of("original", "copy same-file"));
        assertThat(members(LikenessKind.SAME_PICTURE))
                .containsExactly(List.of("original", "copy same-file", "small same-picture"));
        assertThat(members(LikenessKind.NEAR_DUPLICATE))
                .containsExactly(List.of("original", "copy same-file", "cropped near-duplicate", "small same-picture"));
        Group group = groups(LikenessKind.NEAR_DUPLICATE).getFirst();
        assertThat(group.reason()).isEqualTo("most pixels (4000 × 3000), was there first");
        assertThat(group.reclaimableBytes()).isEqualTo(3);
        assertThat(likenesses.of(new PhotoId("small")).pairs())
                .extracting(
                        pair -> pair.photoId() + " " + pair.likeness().kind().word())
                .containsExactly("original same-picture", "cropped near-duplicate");
        assertThat(likenesses.of(new PhotoId("another")).groups()).isEmpty();
        assertThat(catalog.query("select photo_id from duplicates where kind = 'same-file' and is_best"))
                .containsExactly("original");
    }

    @Test
    void aChainDoesNotGlueTogetherWhatIsNotAlike() {
        photo("a", "a", DOG, HASH, 4_000);
        photo("b", "b", DOG, HASH ^ EIGHT, 3_000);
        photo("c", "c", DOG, HASH ^ EIGHT ^ EIGHT_OTHERS, 2_000);

        lookAtAll();

        assertThat(likenesses.of(new PhotoId("b")).pairs()).hasSize(2);
        assertThat(members(LikenessKind.NEAR_DUPLICATE)).containsExactly(List.of("a", "b same-picture"));
    }

    @Test
    void theNextBestIsPickedWhenTheBestIsDeleted() {
        photo("large", "a", DOG, HASH, 4_000);
        photo("middle", "b", DOG, HASH ^ 1, 3_000);
        photo("small", "c", DOG, HASH ^ 2, 2_000);
        lookAtAll();

        delete("large");
        assertThat(groups(LikenessKind.SAME_PICTURE)).as("without its best").isEmpty();
        lookAtAll();
        assertThat(members(LikenessKind.SAME_PICTURE)).containsExactly(List.of("middle", "small same-picture"));

        delete("small");
        lookAtAll();
        assertThat(members(LikenessKind.SAME_PICTURE)).isEmpty();
        assertThat(catalog.query("select * from likeness_groups")).isEmpty();
        assertThat(catalog.query("select * from likeness_queue")).isEmpty();
    }

    @Test
    void copiesOfADeletedFileFindEachOtherAndWhatIsLikeThem() {
        photo("first", "a", DOG, HASH, 4_000);
        photo("second", "a", DOG, HASH, 4_000);
        photo("third", "a", DOG, HASH, 4_000);
        photo("small", "b", DOG, HASH ^ 1, 1_000);
        lookAtAll();

        delete("first");
        lookAtAll();

        assertThat(members(LikenessKind.SAME_PICTURE))
                .containsExactly(List.of("second", "third same-file", "small same-picture"));
    }

    @Test
    void aReplacedPictureIsLikeNobodyItWasLike() {
        photo("one", "a", DOG, HASH, 4_000);
        photo("other", "a", DOG, HASH, 4_000);
        lookAtAll();
        assertThat(members(LikenessKind.SAME_FILE)).hasSize(1);

        photo("other", "b", SEA, ~HASH, 4_000);
        lookAtAll();

        assertThat(members(LikenessKind.NEAR_DUPLICATE)).isEmpty();
    }

    @Test
    void aPhotoThatIsCommittedLateIsNotMissed() throws SQLException {
        photo("late", "a", DOG, HASH, 4_000);
        try (Connection slow = catalog.dataSource().getConnection();
                Statement statement = slow.createStatement()) {
            slow.setAutoCommit(false);
            statement.execute("update embeddings set embedding_no = default");
            photo("early", "a", DOG, HASH, 4_000);
            lookAtAll();
            slow.commit();
        }
        lookAtAll();

        assertThat(members(LikenessKind.SAME_FILE)).hasSize(1);
        assertThat(catalog.query("select m.embedding_no - e.last from likeness_marks m,"
                        + " (select max(embedding_no) as last from embeddings) e"))
                .containsExactly("0");
    }

    @Test
    void anotherProcessGoesOnAndFindsTheSameAgain() {
        photo("one", "a", DOG, HASH, 4_000);
        photo("two", "b", DOG, HASH ^ 1, 3_000);
        lookAtAll();
        search = search();
        photo("three", "c", DOG, HASH ^ 2, 2_000);
        lookAtAll();
        List<List<String>> found = members(LikenessKind.SAME_PICTURE);
        assertThat(found).containsExactly(List.of("one", "two same-picture", "three same-picture"));

        execute("update likeness_marks set embedding_no = 0");
        search = search();
        lookAtAll();

        assertThat(members(LikenessKind.SAME_PICTURE)).isEqualTo(found);
    }

    private void lookAtAll() {
        while (search.step()) {
            // until there is nothing left
        }
    }

    private List<Group> groups(LikenessKind kind) {
        return likenesses.groups(kind, Optional.empty(), 10, Place.START);
    }

    /** The best, then the others with what they are to it. */
    private List<List<String>> members(LikenessKind kind) {
        return groups(kind).stream()
                .map(group -> group.members().stream()
                        .map(member -> member.photoId()
                                + member.toBest()
                                        .map(likeness -> " " + likeness.kind().word())
                                        .orElse(""))
                        .toList())
                .toList();
    }

    /** A photo of four to three, and of one cell colour: mosaics are all the same here. */
    private void photo(String id, String bytes, Embedding embedding, long hash, int width) {
        catalog.upload(id, bytes, embedding);
        execute(
                "update photos set perceptual_hash = %d, width = %d, height = %d, picture_cells = decode(repeat('80', 384), 'hex')"
                                .formatted(hash, width, width * 3 / 4)
                        + " where photo_id = '%s'".formatted(id));
    }

    /** As a batch does it. */
    private void delete(String id) {
        execute("delete from embeddings where photo_no = (select photo_no from photos where photo_id = '%s')"
                .formatted(id));
        execute("update photos set status = 'deleted' where photo_id = '%s'".formatted(id));
    }

    private static void execute(String sql) {
        Transactions.ask(catalog.dataSource(), connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute(sql);
            }
        });
    }
}
