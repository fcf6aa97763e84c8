package io.tagstream.app.cli;

import io.agroal.api.AgroalDataSource;
import io.tagstream.catalog.ReleaseLoader;
import io.tagstream.search.CatalogSearch;
import io.tagstream.search.FoundPage;
import io.tagstream.search.SearchEngines;
import io.tagstream.search.SearchLimits;
import io.tagstream.search.SearchRequest;
import io.tagstream.search.SearchSettings;
import io.tagstream.search.Unanswerable;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tagstream search}: photos of a catalog, by a text, a photo or a picture, and by what is known of them. */
@Command(
        name = "search",
        description = {
            "Finds photos of a catalog that fit a text, or resemble a photo or a picture, the most relevant first; without any of",
            "these, lists those that pass the filters, newest first. Only texts and pictures take the model.",
            "The text may have filters and exclusions in it: beach -people owner:ann taken:2026-07",
            "Ends with 0 also where nothing is found."
        },
        mixinStandardHelpOptions = true)
final class SearchCommand implements Callable<Integer> {

    private static final int CONNECTIONS = 2;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Parameters(paramLabel = "TEXT", arity = "0..*", description = "What photos are to show, and which of them")
    private List<String> text = List.of();

    @Option(names = "--photo", paramLabel = "ID", description = "A catalogued photo to be resembled")
    private Optional<String> photo = Optional.empty();

    @Option(names = "--picture", paramLabel = "FILE", description = "A picture to be resembled")
    private Optional<Path> picture = Optional.empty();

    @Mixin
    private SearchFilterOptions filters = new SearchFilterOptions();

    @Option(names = "--min-relevance", paramLabel = "0..1", description = "In place of the usual cut-off; 0 shows all")
    private Optional<String> minRelevance = Optional.empty();

    @Option(names = "--limit", paramLabel = "N", description = "1 to 200 photos (default: 50)")
    private Optional<String> limit = Optional.empty();

    @Option(names = "--after", paramLabel = "CURSOR", description = "As the page before said")
    private Optional<String> after = Optional.empty();

    @Option(names = "--json", description = "Prints JSON, as REST answers")
    private boolean json;

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Mixin
    private ChosenModel chosen = new ChosenModel();

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        try (AgroalDataSource catalog = database.open(CONNECTIONS);
                SearchEngines engines = SearchEngines.open(catalog, SearchSettings.DEFAULTS);
                CommandModel model = new CommandModel(() -> chosen.load(err))) {
            SearchRequest request = request();
            if (request.asksNothing() && picture.isEmpty()) {
                throw new UserError("say a text, --photo, --picture or a filter");
            }
            CatalogSearch search =
                    new CatalogSearch(catalog, new ReleaseLoader(catalog), engines, model, SearchLimits.DEFAULTS);
            FoundPage page = search.find(
                    picture.map(file -> request.withPicture(model.embed(file))).orElse(request));
            print(page);
            return 0;
        } catch (Unanswerable e) {
            throw new UserError(e.detail(), e);
        }
    }

    /** Times go the way of the language, which knows spans. */
    private SearchRequest request() {
        String words = String.join(" ", text);
        Map<String, List<String>> values = filters.values();
        List<String> single = List.of(words + filters.terms());
        return SearchRequest.of(name -> switch (name) {
            case "q" -> single;
            case "photo" -> photo.stream().toList();
            case "min-relevance" -> minRelevance.stream().toList();
            case "limit" -> limit.stream().toList();
            case "after" -> after.stream().toList();
            default -> values.getOrDefault(name, List.of());
        });
    }

    private void print(FoundPage page) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(FoundPhotos.json(page).toPrettyString());
        } else {
            FoundPhotos.print(out, page);
        }
        out.flush();
    }
}
