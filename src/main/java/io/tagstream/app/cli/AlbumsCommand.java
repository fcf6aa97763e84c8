package io.tagstream.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.agroal.api.AgroalDataSource;
import io.tagstream.album.AlbumMaker;
import io.tagstream.album.AlbumOrder;
import io.tagstream.album.AlbumSettings;
import io.tagstream.album.Albums;
import io.tagstream.album.Albums.Album;
import io.tagstream.album.NoAlbums;
import io.tagstream.api.AlbumsView;
import io.tagstream.catalog.ReleaseLoader;
import io.tagstream.search.SearchLimits;
import io.tagstream.search.SearchRequest;
import io.tagstream.search.Selections;
import io.tagstream.search.Unanswerable;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tagstream albums}: a selection of photos, put together by what they look like. */
@Command(
        name = "albums",
        description = {
            "Makes albums of the photos that pass a filter, by where they lie in the model's space, and names them after their tags.",
            "Filters are those of a search: tag:beach -people owner:ann taken:2026-07. Without one, of all photos."
        },
        mixinStandardHelpOptions = true)
final class AlbumsCommand implements Callable<Integer> {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Parameters(arity = "0..*", paramLabel = "FILTER", description = "As in a search")
    private List<String> filters = List.of();

    @Option(
            names = "--k",
            description =
                    "So many albums of all photos (default: as many as there are places where photos lie densely)")
    private Optional<Integer> count = Optional.empty();

    @Option(names = "--min-size", description = "Photos of the smallest album, without --k")
    private Optional<Integer> minSize = Optional.empty();

    @Option(names = "--photos", description = "Shown of each album, the most central first (default: ${DEFAULT-VALUE})")
    private int photos = 3;

    @Option(
            names = "--max-photos",
            description = "Of the selection; of more, none are made (default: ${DEFAULT-VALUE})")
    private int maxPhotos = AlbumSettings.DEFAULTS.maxPhotos();

    @Option(names = "--json", description = "As GET /albums answers")
    private boolean json;

    @Override
    public Integer call() throws JsonProcessingException {
        if (Math.min(photos, maxPhotos) < 1) {
            throw new UserError("--photos and --max-photos are at least 1");
        }
        try (AgroalDataSource dataSource = database.open(2)) {
            Selections selections = new Selections(dataSource, new ReleaseLoader(dataSource), SearchLimits.DEFAULTS);
            AlbumSettings settings = new AlbumSettings(maxPhotos, AlbumSettings.DEFAULTS.densityPhotos());
            SearchRequest request = SearchRequest.of(
                    name -> name.equals("q") && !filters.isEmpty() ? List.of(String.join(" ", filters)) : List.of());
            print(new AlbumMaker(dataSource, selections, settings).make(request, order()));
            return 0;
        } catch (NoAlbums | Unanswerable e) {
            throw new UserError(String.valueOf(e.getMessage()), e);
        }
    }

    private AlbumOrder order() {
        return new AlbumOrder(number(count), number(minSize));
    }

    private static OptionalInt number(Optional<Integer> value) {
        return value.map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    private void print(Albums albums) throws JsonProcessingException {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JsonMapper.builder()
                    .findAndAddModules()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build()
                    .writeValueAsString(AlbumsView.of(albums, photos)));
        } else {
            TextTable table = new TextTable("photos", "album", "share", "density", "from", "until", "most central");
            albums.albums().forEach(album -> table.row(row(album)));
            table.print(out);
            out.printf(
                    "%n%,d photos in %,d albums, %,d outside; made by %s in the space of %s%n",
                    albums.photos() - albums.outside().size(),
                    albums.albums().size(),
                    albums.outside().size(),
                    albums.way().name().toLowerCase(Locale.ROOT),
                    albums.model());
        }
        out.flush();
    }

    private String[] row(Album album) {
        return new String[] {
            "%,d".formatted(album.photos().size()),
            album.name(),
            album.tags().isEmpty()
                    ? ""
                    : "%.0f %%".formatted(100 * album.tags().getFirst().share()),
            "%.2f".formatted(album.density()),
            album.from().map(time -> time.toLocalDate().toString()).orElse(""),
            album.until().map(time -> time.toLocalDate().toString()).orElse(""),
            String.join(
                    " ",
                    album.photos().subList(0, Math.min(photos, album.photos().size())))
        };
    }
}
