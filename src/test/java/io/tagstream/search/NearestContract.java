package io.tagstream.search;

import static io.tagstream.search.SearchCatalog.after;
import static io.tagstream.search.SearchCatalog.owner;
import static io.tagstream.search.SearchCatalog.question;
import static io.tagstream.search.SearchCatalog.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tagstream.clip.Embedding;
import io.tagstream.search.NearestPhotos.Answer;
import io.tagstream.search.NearestPhotos.Hit;
import io.tagstream.search.NearestPhotos.Question;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds of every way to find photos, exact or by an index; each test has a catalog of its own. */
abstract class NearestContract {

    private static final int PHOTOS = 3_000;

    SearchCatalog catalog;
    NearestPhotos search;

    @BeforeEach
    void begin() {
        open();
    }

    /** Opens a catalog, and whatever answers. */
    abstract void open();

    /** Gives whatever answers the time to arrange what was stored. */
    abstract void settle();

    @Test
    void findsWhatIsNearest() {
        catalog.add(PHOTOS, "ann");
        settle();

        for (int i = 0; i < 20; i++) {
            Embedding point = catalog.point();
            Answer answer = search.nearest(question(catalog, point, 10));

            assertThat(answer.complete()).isTrue();
            assertSame(answer.hits(), catalog.exact(point, photo -> true).subList(0, 10));
        }
    }

    @Test
    void aConditionIsKeptAndFillsThePage() {
        catalog.add(PHOTOS, "ann");
        Set<Long> few = new HashSet<>(catalog.add(PHOTOS / 100, "bob"));
        Set<Long> some = new HashSet<>(catalog.add(PHOTOS / 10, "cleo"));
        settle();
        Embedding point = catalog.point();
        Question all = question(catalog, point, 20);

        Answer ofFew = search.nearest(with(all, owner("bob")));
        Answer ofSome = search.nearest(with(all, owner("cleo")));
        Answer ofNone = search.nearest(with(all, owner("nobody")));

        assertSame(ofFew.hits(), catalog.exact(point, few::contains).subList(0, 20));
        assertSame(ofSome.hits(), catalog.exact(point, some::contains).subList(0, 20));
        assertThat(ofNone.hits()).isEmpty();
        assertThat(List.of(ofFew, ofSome, ofNone)).allMatch(Answer::complete);
    }

    @Test
    void aConditionMayHaveListsForValues() {
        List<Long> photos = catalog.add(100, "ann");
        settle();
        Embedding point = catalog.point();

        Answer answer = search.nearest(with(
                question(catalog, point, 3),
                new Condition(
                        "p.photo_id = any (?) and p.photo_no > ?",
                        List.of(new String[] {"photo-7", "photo-9", "photo-20"}, photos.get(6)))));

        assertSame(answer.hits(), catalog.exact(point, photo -> photo == photos.get(8) || photo == photos.get(19)));
    }

    @Test
    void aCatalogOfAHundredHasNoMoreThanThat() {
        catalog.add(100, "ann");
        settle();
        Embedding point = catalog.point();

        Answer answer = search.nearest(question(catalog, point, 200));

        assertThat(answer.complete()).isTrue();
        assertSame(answer.hits(), catalog.exact(point, photo -> true));
    }

    @Test
    void anEmptyCatalogAndAnUnknownModelHaveNothing() {
        settle();
        Question question = question(catalog, catalog.point(), 10);

        assertThat(search.nearest(question)).extracting(Answer::hits).isEqualTo(List.of());
        Answer unknown = search.nearest(new Question(question.point(), 4711, Condition.NONE, 10, Optional.empty(), -1));
        assertThat(unknown.hits()).isEmpty();
        assertThat(unknown.complete()).isTrue();
    }

    @Test
    void pagesFollowEachOtherWithoutGapsOrRepeats() {
        catalog.add(600, "ann");
        catalog.add(300, "bob");
        settle();
        Embedding point = catalog.point();
        Question question = with(question(catalog, point, 17), owner("ann"));
        List<Hit> all = new ArrayList<>();

        Answer page = search.nearest(question);
        while (!page.hits().isEmpty()) {
            all.addAll(page.hits());
            page = search.nearest(after(question, page));
        }

        assertSame(all, catalog.exact(point, photo -> photo <= 600));
    }

    @Test
    void photosThatAreEquallyNearComeInTheOrderOfTheirNumbersAcrossPages() {
        Embedding same = catalog.point();
        List<Long> photos = catalog.add(Collections.nCopies(50, same), "ann");
        catalog.add(500, "ann");
        settle();
        Question question = question(catalog, same, 20);

        Answer first = search.nearest(question);
        Answer second = search.nearest(after(question, first));

        assertThat(first.hits()).extracting(Hit::photo).containsExactlyElementsOf(photos.subList(0, 20));
        assertThat(second.hits()).extracting(Hit::photo).containsExactlyElementsOf(photos.subList(20, 40));
    }

    @Test
    void whatIsTooFarIsNoHit() {
        catalog.add(1_000, "ann");
        settle();
        Embedding point = catalog.point();
        List<Hit> exact = catalog.exact(point, photo -> true);
        double floor = (exact.get(6).cosine() + exact.get(7).cosine()) / 2;

        Answer answer =
                search.nearest(new Question(point, catalog.model(), Condition.NONE, 50, Optional.empty(), floor));

        assertSame(answer.hits(), exact.subList(0, 7));
        assertThat(answer.complete()).isTrue();
    }

    @Test
    void whatIsStoredIsFoundAtOnce() {
        catalog.add(PHOTOS, "ann");
        settle();
        search.nearest(question(catalog, catalog.point(), 1));

        for (int i = 0; i < 5; i++) {
            Embedding point = catalog.point();
            long photo = catalog.add(List.of(point), "new").getFirst();

            assertThat(search.nearest(question(catalog, point, 1)).hits())
                    .extracting(Hit::photo)
                    .containsExactly(photo);
        }
    }

    @Test
    void anotherPictureIsFoundByItsOwnEmbeddingAndADeletedOneNotAtAll() {
        List<Long> photos = catalog.add(PHOTOS, "ann");
        settle();
        Embedding point = catalog.point();
        List<Hit> before = search.nearest(question(catalog, point, 10)).hits();

        catalog.replace(before.get(0).photo(), new Embedding(opposite(point)));
        catalog.delete(before.get(1).photo());
        catalog.replace(photos.getLast(), point);

        for (Question question :
                List.of(question(catalog, point, 10), with(question(catalog, point, 10), owner("ann")))) {
            assertSame(
                    search.nearest(question).hits(),
                    catalog.exact(point, photo -> true).subList(0, 10));
        }
        assertThat(search.nearest(question(catalog, new Embedding(opposite(point)), 1))
                        .hits())
                .extracting(Hit::photo)
                .containsExactly(before.get(0).photo());
    }

    private static float[] opposite(Embedding point) {
        float[] values = point.values().clone();
        for (int d = 0; d < values.length; d++) {
            values[d] = -values[d];
        }
        return values;
    }

    /** Numbers are given before transactions end: a lower one becomes visible after a higher one, perhaps much later. */
    @Test
    void aTransactionThatEndsLateIsNotForgotten() throws SQLException {
        catalog.add(500, "ann");
        Embedding early = catalog.point();
        Embedding late = catalog.point();
        try (Connection connection = catalog.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            long lower = catalog.add(connection, List.of(early), "slow").getFirst();
            long higher = catalog.add(List.of(late), "fast").getFirst();
            for (int i = 0; i < 3; i++) {
                assertThat(search.nearest(question(catalog, late, 1)).hits())
                        .extracting(Hit::photo)
                        .containsExactly(higher);
            }
            connection.commit();

            assertThat(search.nearest(question(catalog, early, 1)).hits())
                    .extracting(Hit::photo)
                    .containsExactly(lower);
        }
        settle();
        assertThat(search.nearest(question(catalog, early, 1)).hits())
                .extracting(Hit::cosine)
                .allMatch(cosine -> cosine > 0.999);
    }

    @Test
    void modelsAreKeptApart() throws SQLException {
        List<Long> photos = catalog.add(500, "ann");
        int other = catalog.live("another");
        Embedding point = catalog.point();
        try (Connection connection = catalog.dataSource().getConnection()) {
            catalog.embed(connection, photos.subList(0, 1), List.of(point), other);
        }
        settle();

        Answer ofOther = search.nearest(new Question(point, other, Condition.NONE, 10, Optional.empty(), -1));
        Answer ofFirst = search.nearest(question(catalog, point, 10));

        assertThat(ofOther.hits()).extracting(Hit::photo).containsExactly(photos.getFirst());
        assertSame(ofFirst.hits(), catalog.exact(point, photo -> true).subList(0, 10));
    }

    /** The same photos; two whose cosines differ by less than what summing in another order changes may have changed places. */
    static void assertSame(List<Hit> hits, List<Hit> exact) {
        assertThat(hits)
                .extracting(Hit::photo)
                .containsExactlyInAnyOrderElementsOf(
                        exact.stream().map(Hit::photo).toList());
        for (int i = 0; i < hits.size(); i++) {
            assertThat(hits.get(i).cosine()).isCloseTo(exact.get(i).cosine(), within(1e-5));
        }
        assertThat(hits).isSortedAccordingTo(Page.ORDER);
    }
}
