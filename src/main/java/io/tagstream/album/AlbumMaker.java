package io.tagstream.album;

import io.tagstream.album.Albums.Album;
import io.tagstream.album.Albums.AlbumTag;
import io.tagstream.catalog.Transactions;
import io.tagstream.search.SearchRequest;
import io.tagstream.search.Selections;
import io.tagstream.search.Selections.Selection;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;

/** Makes albums of a selection, for REST, the page and the command line alike. Safe for use by many threads. */
public final class AlbumMaker {

    private final DataSource dataSource;
    private final Selections selections;
    private final AlbumSettings settings;

    /** Clustering takes a processor and hundreds of MiB: one at a time, and the others wait. */
    private final ReentrantLock turn = new ReentrantLock(true);

    public AlbumMaker(DataSource dataSource, Selections selections, AlbumSettings settings) {
        this.dataSource = dataSource;
        this.selections = selections;
        this.settings = settings;
    }

    /**
     * Albums of the photos that pass a filter, all of them if it says nothing.
     *
     * @throws NoAlbums if they are too many, or too few for what was ordered
     * @throws io.tagstream.search.Unanswerable if a field of the request is wrong
     * @throws io.tagstream.failure.Failure DATABASE_UNAVAILABLE
     */
    public Albums make(SearchRequest request, AlbumOrder order) {
        Selection selection = selections.of(request);
        turn.lock();
        try {
            return made(selection, order);
        } finally {
            turn.unlock();
        }
    }

    private Albums made(Selection selection, AlbumOrder order) {
        Read read = Transactions.call(dataSource, connection -> read(connection, selection));
        if (read.photos().isEmpty()) {
            return new Albums(Albums.Way.DENSITY, 0, read.model(), List.of(), List.of());
        }
        float[][] embeddings =
                read.photos().stream().map(photo -> photo.embedding().values()).toArray(float[][]::new);
        Clustered clustered = new Clustering(settings).of(embeddings, order);
        return new Albums(
                clustered.way(),
                embeddings.length,
                read.model(),
                albums(read, clustered),
                photos(read, clustered.outside()).stream()
                        .map(SelectedPhoto::id)
                        .toList());
    }

    private record Read(List<SelectedPhoto> photos, List<KnownTag> tags, String model) {}

    private Read read(Connection connection, Selection selection) throws SQLException {
        SelectedPhotos photos = new SelectedPhotos(connection, selection);
        if (photos.count(settings.maxPhotos()) > settings.maxPhotos()) {
            throw new NoAlbums(
                    "selection",
                    "has more than %,d photos (tagstream.album.max-photos); narrow it by tag, owner or time"
                            .formatted(settings.maxPhotos()));
        }
        return new Read(photos.read(), photos.knownTags(), photos.modelName());
    }

    private static List<Album> albums(Read read, Clustered clustered) {
        AlbumNames naming = new AlbumNames(read.tags(), read.photos());
        List<Centred> centred = clustered.clusters().stream()
                .map(cluster -> Centred.of(photos(read, cluster)))
                .sorted(Comparator.comparingInt((Centred one) -> one.photos().size())
                        .reversed()
                        .thenComparing(one -> one.photos().getFirst().id()))
                .toList();
        List<List<AlbumTag>> tags =
                centred.stream().map(one -> naming.tagsOf(one.photos())).toList();
        List<String> names = AlbumNames.of(tags);
        List<Album> albums = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            albums.add(album(names.get(i), tags.get(i), centred.get(i)));
        }
        return albums;
    }

    private static Album album(String name, List<AlbumTag> tags, Centred centred) {
        List<LocalDateTime> times = centred.photos().stream()
                .flatMap(photo -> photo.takenAt().stream())
                .sorted()
                .toList();
        return new Album(
                name,
                tags,
                centred.density(),
                times.stream().findFirst(),
                times.isEmpty() ? Optional.empty() : Optional.of(times.getLast()),
                centred.photos().stream().map(SelectedPhoto::id).toList());
    }

    private static List<SelectedPhoto> photos(Read read, List<Integer> indexes) {
        return indexes.stream().map(read.photos()::get).toList();
    }
}
