package io.tagstream.page;

import io.tagstream.catalog.PhotoSources;
import io.tagstream.photo.ContentHash;
import io.tagstream.search.FoundPage;
import io.tagstream.search.FoundPage.GivenTag;
import io.tagstream.search.FoundPage.Match;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Photos of a grid. */
@Singleton
final class Cards {

    private static final int SHOWN_TAGS = 3;

    /**
     * One of them.
     *
     * @param caption its first tags
     * @param relevance as a percentage, where something was looked for
     */
    record Card(String id, String page, String thumbnail, String caption, Optional<String> relevance) {

        /** For those who do not see the picture. */
        public String description() {
            return caption.isEmpty() ? id : id + ": " + caption;
        }
    }

    private final PhotoSources sources;

    Cards(PhotoSources sources) {
        this.sources = sources;
    }

    List<Card> of(List<FoundPage.Photo> photos) {
        if (photos.isEmpty()) {
            return List.of();
        }
        Map<Long, ContentHash> hashes =
                sources.hashes(photos.stream().map(FoundPage.Photo::number).toList());
        return photos.stream().map(photo -> card(photo, hashes)).toList();
    }

    private static Card card(FoundPage.Photo photo, Map<Long, ContentHash> hashes) {
        return new Card(
                photo.id(),
                PagePaths.photo(photo.id()),
                PagePaths.picture(photo.number(), Optional.ofNullable(hashes.get(photo.number())), PictureSize.SMALL),
                photo.tags().stream().limit(SHOWN_TAGS).map(GivenTag::name).collect(Collectors.joining(", ")),
                photo.match().map(Match::relevance).map(Say::percent));
    }
}
