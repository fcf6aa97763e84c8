package io.tagstream.search;

import io.tagstream.catalog.Release;
import io.tagstream.catalog.ReleaseLoader;
import io.tagstream.search.Counts.Extent;
import io.tagstream.search.FoundPage.Match;
import io.tagstream.search.FoundPage.Nearness;
import io.tagstream.search.FoundPage.Photo;
import io.tagstream.search.FoundPage.Understood;
import io.tagstream.search.NearestPhotos.Answer;
import io.tagstream.search.NearestPhotos.Hit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** Searches a catalog: understands, finds the point in the model's space, asks the engine, reads what was found. */
public final class CatalogSearch implements Search {

    private final DataSource dataSource;
    private final NearestPhotos nearest;
    private final SearchLimits limits;
    private final InForceReader inForce;
    private final NearQuestions questions;

    /**
     * For a migrated catalog.
     *
     * @param model by which texts are compared, if it is the one in force
     */
    public CatalogSearch(
            DataSource dataSource,
            ReleaseLoader loader,
            NearestPhotos nearest,
            SearchModel model,
            SearchLimits limits) {
        this.dataSource = dataSource;
        this.nearest = nearest;
        this.limits = limits;
        this.inForce = new InForceReader(dataSource, loader);
        this.questions = new NearQuestions(dataSource, model, limits);
    }

    @Override
    public FoundPage find(SearchRequest request) {
        InForce current = inForce.read();
        Asked asked = new Understanding(current.vocabulary(), limits).of(request);
        long digest = QuestionDigest.of(asked, current.release().id().modelDigest());
        Optional<Place> after = asked.after().map(cursor -> Place.of(cursor, digest));
        return asked.isNear() ? near(asked, current, digest, after) : listed(asked, current, digest, after);
    }

    private FoundPage near(Asked asked, InForce current, long digest, Optional<Place> after) {
        NearQuestion question = questions.of(asked, current);
        Release release = current.release();
        int shown = after.map(Place::shown).orElse(0);
        int limit = Math.clamp(limits.maxDepth() - shown, 0, asked.limit());
        Answer answer = nearest.nearest(question.question(
                release.model(), FilterCondition.of(asked.filter(), current), limit + 1, after.map(Place::last)));
        List<Hit> others = question.others(answer.hits());
        List<Hit> hits = others.stream().limit(limit).toList();
        boolean more = others.size() > limit;
        boolean deeper = more && shown + limit < limits.maxDepth();
        Map<Long, Match> matches = hits.stream()
                .collect(Collectors.toMap(
                        Hit::photo, hit -> new Match(question.relevance().of(hit.cosine()), hit.cosine())));
        return page(
                asked,
                photos(release, hits.stream().map(Hit::photo).toList(), matches),
                deeper ? Optional.of(new Place(digest, hits.getLast(), shown + limit).cursor()) : Optional.empty(),
                Optional.of(new Nearness(
                        question.cutOff(),
                        question.isOurs(),
                        answer.way(),
                        answer.compared(),
                        answer.complete() && (deeper || !more),
                        release.modelName())));
    }

    private FoundPage listed(Asked asked, InForce current, long digest, Optional<Place> after) {
        Condition condition = FilterCondition.of(asked.filter(), current);
        long before = after.map(place -> place.last().photo()).orElse(Long.MAX_VALUE);
        List<Long> numbers = Snapshots.ask(
                dataSource, connection -> PhotoReader.list(connection, condition, before, asked.limit() + 1));
        List<Long> page = numbers.stream().limit(asked.limit()).toList();
        Optional<String> next = numbers.size() > page.size()
                ? Optional.of(new Place(digest, new Hit(page.getLast(), 0), 1).cursor())
                : Optional.empty();
        return page(asked, photos(current.release(), page, Map.of()), next, Optional.empty());
    }

    private List<Photo> photos(Release release, List<Long> numbers, Map<Long, Match> matches) {
        return numbers.isEmpty()
                ? List.of()
                : Snapshots.ask(dataSource, connection -> PhotoReader.photos(connection, release, numbers, matches));
    }

    private static FoundPage page(Asked asked, List<Photo> photos, Optional<String> next, Optional<Nearness> nearness) {
        return new FoundPage(photos, next, nearness, new Understood(asked.text(), asked.photo(), asked.filter()));
    }

    @Override
    public Counts counts(SearchRequest request) {
        InForce current = inForce.read();
        Asked asked = new Understanding(current.vocabulary(), limits).of(request);
        Condition condition = FilterCondition.of(asked.filter(), current);
        Release release = current.release();
        if (!asked.isNear()) {
            return Snapshots.ask(
                    dataSource,
                    connection -> PhotoCounter.filtered(connection, release, condition, limits.countedPhotos()));
        }
        int most = limits.countedHits();
        NearQuestion question = questions.of(asked, current);
        Answer answer = nearest.nearest(question.question(release.model(), condition, most + 1, Optional.empty()));
        List<Hit> hits = question.others(answer.hits());
        long[] photos = hits.stream().limit(most).mapToLong(Hit::photo).toArray();
        Extent extent = hits.size() > most ? Extent.NEAREST : Extent.ALL;
        return Snapshots.ask(dataSource, connection -> PhotoCounter.listed(connection, release, photos, extent));
    }
}
