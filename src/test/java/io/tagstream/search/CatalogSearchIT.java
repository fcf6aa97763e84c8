package io.tagstream.search;

import static io.tagstream.catalog.SmallCatalog.picture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tagstream.catalog.Release;
import io.tagstream.catalog.ReleaseLoader;
import io.tagstream.catalog.SmallCatalog;
import io.tagstream.clip.Embedding;
import io.tagstream.encode.Encoder;
import io.tagstream.search.Counts.Extent;
import io.tagstream.search.Counts.TagCount;
import io.tagstream.search.Unanswerable.Reason;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What drawn scenes have not: tags below tags, ties, few photos, and models and releases that change. */
class CatalogSearchIT {

    /** An animal is only known by what is below it: its own word says as little as the background. */
    private static final String ANIMALS = """
            name: animals
            background: [nothing]
            facets:
              - id: subject
                kind: any-of
                tags:
                  - {id: animal, words: [being], threshold: 0.9}
                  - {id: dog, parent: animal, synonyms: [hound]}
                  - {id: cat, parent: animal}
              - id: scene
                kind: any-of
                tags: [sea]
            """;

    private static final SearchLimits LIMITS = new SearchLimits(0.5, 100, 10, 1_000, 5, 3);
    private static final String LAST = "twin-4";

    @TempDir
    private static Path directory;

    private static SmallCatalog catalog;
    private static SearchEngines engines;

    @BeforeAll
    static void fill() {
        catalog = new SmallCatalog(directory.resolve("postgresql"));
        catalog.active(ANIMALS);
        engines = SearchEngines.open(catalog.dataSource(), SearchSettings.DEFAULTS);
        catalog.upload("dog", "1", picture(1, 0, 0));
        catalog.upload("cat", "2", picture(0, 1, 0));
        catalog.upload("dog-and-cat", "3", picture(0.8, 0.8, 0));
        catalog.upload("dog-at-sea", "4", picture(0.6, 0, 0.8));
        catalog.upload("sea", "5", picture(0, 0, 1));
        catalog.upload("nothing", "6", picture(0, 0, 0));
        for (int i = 1; i <= 4; i++) {
            catalog.upload("twin-" + i, "twin " + i, picture(0.1, 0.1, 0.9));
        }
    }

    @AfterAll
    static void stop() {
        engines.close();
        catalog.close();
    }

    private static Search search(String digest) {
        return new CatalogSearch(
                catalog.dataSource(), new ReleaseLoader(catalog.dataSource()), engines, new Four(digest), LIMITS);
    }

    private static FoundPage find(Map<String, String> values) {
        return search(SmallCatalog.MODEL).find(request(values));
    }

    private static SearchRequest request(Map<String, String> values) {
        return SearchRequest.of(
                name -> Optional.ofNullable(values.get(name)).stream().toList());
    }

    private static List<String> ids(FoundPage page) {
        return page.photos().stream().map(FoundPage.Photo::id).toList();
    }

    @Test
    void aTagStandsForAllBelowItWhereItIsAskedAndWhereItIsExcluded() {
        assertThat(ids(find(Map.of("tag", "animal")))).containsExactly("dog-at-sea", "dog-and-cat", "cat", "dog");
        assertThat(ids(find(Map.of("q", "tag:sea -animal"))))
                .containsExactly(LAST, "twin-3", "twin-2", "twin-1", "sea");
        assertThat(ids(find(Map.of("q", "-animal -sea")))).containsExactly("nothing");
        assertThat(ids(find(Map.of("q", "tag:hound tag:cat")))).containsExactly("dog-and-cat");
        assertThat(ids(find(Map.of("q", "facet:subject facet:scene")))).containsExactly("dog-at-sea");
    }

    @Test
    void aTextCutsOffWhatFitsNoBetterThanTheBackground() {
        FoundPage page = find(Map.of("q", "dog"));

        assertThat(ids(page)).containsExactly("dog", "dog-and-cat", "dog-at-sea");
        assertThat(page.nearness().orElseThrow().cutOff()).isEqualTo(0.5);
        assertThat(page.photos()).allMatch(photo -> photo.match().orElseThrow().relevance() >= 0.5);
        assertThat(ids(find(Map.of("q", "dog", "min-relevance", "0")))).hasSize(10);
        assertThat(page.photos().getFirst().tags().getFirst().id()).isEqualTo("dog");
    }

    /** Among ten photos, nobody can say which likeness is unusual. */
    @Test
    void aPhotoCutsNothingOffInASmallCatalogAndIsNotItsOwnAnswer() {
        FoundPage page = find(Map.of("photo", "sea"));

        assertThat(page.nearness().orElseThrow().cutOff()).isZero();
        assertThat(ids(page)).hasSize(9).doesNotContain("sea").startsWith("twin-1", "twin-2", "twin-3", LAST);
        assertThat(ids(find(Map.of("photo", "sea", "q", "-animal -sea")))).containsExactly("nothing");
    }

    @Test
    void pagesNeitherMissNorRepeatWhatIsEquallyNear() {
        for (Map<String, String> question : List.of(
                Map.of("q", "sea", "min-relevance", "0", "limit", "1"),
                Map.of("photo", "sea", "limit", "3"),
                Map.of("tag", "sea", "limit", "2"))) {
            List<String> all = new ArrayList<>();
            Optional<String> next = Optional.of("");
            while (next.isPresent()) {
                Map<String, String> asked = new HashMap<>(question);
                asked.put("after", next.get());
                FoundPage page = find(asked);
                all.addAll(ids(page));
                next = page.next();
            }
            Map<String, String> atOnce = new HashMap<>(question);
            atOnce.put("limit", "200");
            assertThat(all).doesNotHaveDuplicates().isEqualTo(ids(find(atOnce)));
        }
    }

    @Test
    void aPhotoCountsOnceForATagHoweverManyBelowItItHas() {
        Counts counts = search(SmallCatalog.MODEL).counts(request(Map.of("tag", "animal")));

        assertThat(counts.extent()).isEqualTo(Extent.ALL);
        assertThat(counts.photos()).isEqualTo(4);
        assertThat(counts.tags())
                .containsExactly(
                        new TagCount("animal", "animal", "subject", 4),
                        new TagCount("dog", "dog", "subject", 3),
                        new TagCount("cat", "cat", "subject", 2),
                        new TagCount("sea", "sea", "scene", 1));
        assertThat(counts.facets()).containsExactly(new Counts.Count("subject", 4), new Counts.Count("scene", 1));
        assertThat(counts.owners()).containsExactly(new Counts.Count("ada", 4));
    }

    /** This search counts five photos of a filter at most, and three of a text. */
    @Test
    void countsBeyondABoundSayOfWhichPhotosTheyAre() {
        Counts filtered = search(SmallCatalog.MODEL).counts(request(Map.of("camera", "x-t")));
        Counts exactly = search(SmallCatalog.MODEL).counts(request(Map.of("q", "tag:sea -dog")));
        Counts near = search(SmallCatalog.MODEL).counts(request(Map.of("q", "sea")));

        assertThat(filtered.extent()).isEqualTo(Extent.NEWEST);
        assertThat(filtered.photos()).isEqualTo(5);
        assertThat(exactly.extent()).isEqualTo(Extent.ALL);
        assertThat(exactly.photos()).isEqualTo(5);
        assertThat(near.extent()).isEqualTo(Extent.NEAREST);
        assertThat(near.photos()).isEqualTo(3);
    }

    @Test
    void aTextNeedsTheModelInForceAndAPhotoDoesNot() {
        Search other = search("another model");

        assertThatExceptionOfType(Unanswerable.class)
                .isThrownBy(() -> other.find(request(Map.of("q", "dog"))))
                .withMessageStartingWith("q cannot be compared with the catalog: the release in force is of model four")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.NOT_NOW));
        assertThatExceptionOfType(Unanswerable.class)
                .isThrownBy(() -> other.find(request(Map.of()).withPicture(picture(1, 0, 0))))
                .satisfies(e -> assertThat(e.field()).isEqualTo("file"));
        assertThat(ids(other.find(request(Map.of("photo", "dog"))))).hasSize(9);
        assertThat(ids(other.find(request(Map.of("tag", "cat"))))).hasSize(2);
    }

    @Test
    void aPhotoThatTheModelInForceHasNotSeenSaysSo() {
        catalog.query("with moved as (update embeddings set model_no = 2 where photo_no = "
                + "(select photo_no from photos where photo_id = 'nothing') returning 1) select count(*) from moved");
        try {
            assertThatExceptionOfType(Unanswerable.class)
                    .isThrownBy(() -> find(Map.of("photo", "nothing")))
                    .withMessageStartingWith("photo nothing has no embedding of model four, which is in force");
        } finally {
            catalog.query("with moved as (update embeddings set model_no = 1 where model_no = 2 returning 1)"
                    + " select count(*) from moved");
        }
    }

    @Test
    void aTextThatTheModelWouldNotReadToItsEndIsRefused() {
        assertThatExceptionOfType(Unanswerable.class)
                .isThrownBy(() -> find(Map.of("q", "a dog and a cat and a dog and a cat")))
                .withMessage("q has 13 tokens of text; the model reads 8 and would not see the end");
    }

    @Test
    void anotherReleaseInForceIsSearchedAtOnce() {
        Release before = catalog.releases().active().orElseThrow();
        Search search = search(SmallCatalog.MODEL);
        assertThat(search.find(request(Map.of("tag", "animal"))).photos()).isNotEmpty();
        Release after = catalog.release(
                ANIMALS.replace("id: animal", "id: creature").replace("parent: animal", "parent: creature"),
                SmallCatalog.MODEL);
        catalog.query("with done as (update releases set state = 'complete' where release_no = " + after.number()
                + " returning 1) select count(*) from done");
        catalog.bringIntoForce(after);
        try {
            assertThat(search.find(request(Map.of("tag", "creature"))).photos()).isEmpty();
            assertThatExceptionOfType(Unanswerable.class)
                    .isThrownBy(() -> search.find(request(Map.of("tag", "animal"))))
                    .withMessageContaining("the taxonomy in force has none of that name");
        } finally {
            catalog.bringIntoForce(before);
        }
    }

    /** The text tower of the small catalog's model; a word is a token. */
    private record Four(String digest) implements SearchModel {

        @Override
        public Encoder.Identity identity() {
            return new Encoder.Identity("four", digest, 4);
        }

        @Override
        public Embedding embed(String text) {
            return SmallCatalog.texts(List.of(text)).getFirst();
        }

        @Override
        public int tokens(String text) {
            return 2 + text.split(" ").length;
        }

        @Override
        public int contextLength() {
            return 8;
        }
    }
}
