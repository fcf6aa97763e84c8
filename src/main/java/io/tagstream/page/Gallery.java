package io.tagstream.page;

import io.tagstream.page.Cards.Card;
import io.tagstream.search.FoundPage;
import io.tagstream.search.FoundPage.Nearness;
import io.tagstream.search.NearestPhotos.Way;
import java.util.List;
import java.util.Optional;

/**
 * What the gallery shows of a search.
 *
 * @param more the next page, to fetch into this one
 * @param next the same as a page of its own
 */
record Gallery(
        SearchAddress search,
        List<Card> cards,
        Optional<String> more,
        Optional<String> next,
        Optional<Nearness> nearness,
        Optional<String> problem) {

    static Gallery of(SearchAddress search, FoundPage page, List<Card> cards) {
        Optional<SearchAddress> next = page.next().map(after -> search.with("after", after));
        return new Gallery(
                search,
                cards,
                next.map(address -> address.at("/ui/more")),
                next.map(address -> address.at("/")),
                page.nearness(),
                Optional.empty());
    }

    static Gallery failed(SearchAddress search, String problem) {
        return new Gallery(
                search, List.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(problem));
    }

    public String text() {
        return search.one("q").orElse("");
    }

    public List<FilterChip> chips() {
        return FilterChip.of(search);
    }

    public Optional<String> photo() {
        return search.one("photo");
    }

    public boolean byPicture() {
        return search.one("picture").isPresent();
    }

    public String withoutLikeness() {
        return search.withoutAll("photo", "picture").at("/");
    }

    public boolean continued() {
        return search.one("after").isPresent();
    }

    public String start() {
        return search.start().at("/");
    }

    public String counts() {
        return search.start().at("/ui/counts");
    }

    /** Everything, however far from what was looked for. */
    public String withoutCutOff() {
        return search.with("min-relevance", "0").at("/");
    }

    public boolean isCutOff() {
        return nearness.isPresent() && nearness.get().cutOff() > 0;
    }

    public String withoutFilters() {
        return search.withoutAll(
                        "tag",
                        "not",
                        "facet",
                        "owner",
                        "camera",
                        "format",
                        "taken-from",
                        "taken-before",
                        "uploaded-from",
                        "uploaded-before",
                        "min-relevance")
                .at("/");
    }

    /** How it was searched, in a sentence. */
    public String how() {
        return nearness.map(Gallery::sentence).orElse("Newest first.");
    }

    private static String sentence(Nearness nearness) {
        String compared = Say.count(nearness.compared(), "photo");
        String way = nearness.way() == Way.EXACT
                ? "Compared with " + compared + ", one by one"
                : "Found by the index, and by comparing with " + compared + " that are not in it";
        String cutOff = nearness.cutOff() > 0
                ? "; shown down to a relevance of " + Say.percent(nearness.cutOff())
                : "; shown without a cut-off";
        return way + cutOff + (nearness.complete() ? "." : ". The search ended at its bound: there may be more.");
    }
}
