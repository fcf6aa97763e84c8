package io.tagstream.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.catalog.ModelRegistry;
import io.tagstream.catalog.Release;
import io.tagstream.catalog.ReleaseStore;
import io.tagstream.catalog.VersionStore;
import io.tagstream.encode.Encoder;
import io.tagstream.local.EmbeddedDatabase;
import io.tagstream.taxonomy.DefaultTaxonomy;
import io.tagstream.taxonomy.Taxonomies;
import io.tagstream.taxonomy.TaxonomyVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers that start with a catalog in which nothing is in force. */
class BootstrapIT {

    private static final Encoder.Identity MODEL = new Encoder.Identity("one", "1".repeat(64), 4);
    private static final Encoder.Identity OTHER_MODEL = new Encoder.Identity("two", "2".repeat(64), 4);

    @TempDir
    private Path directory;

    private EmbeddedDatabase database;

    @BeforeEach
    void start() {
        database = new EmbeddedDatabase(directory.resolve("postgresql"));
        Flyway.configure().dataSource(dataSource()).load().migrate();
        new ModelRegistry(dataSource()).register(MODEL.digest(), MODEL.name(), 4, 100);
        new ModelRegistry(dataSource()).register(OTHER_MODEL.digest(), OTHER_MODEL.name(), 4, 100);
    }

    @AfterEach
    void stop() {
        database.close();
    }

    @Test
    void ofManyOneDecidesForAll() throws IOException, InterruptedException, ExecutionException {
        Path everyday = file("everyday.yaml", Taxonomies.EVERYDAY);
        Path other = file("other.yaml", Taxonomies.EVERYDAY.replace("name: everyday", "name: other"));
        List<Future<Release>> starts = new ArrayList<>();
        try (ExecutorService workers = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 8; i++) {
                Optional<Path> file = Optional.of(i % 2 == 0 ? everyday : other);
                Encoder.Identity model = i % 3 == 0 ? MODEL : OTHER_MODEL;
                starts.add(workers.submit(() -> bootstrap(file, model)));
            }
        }

        Release active = new ReleaseStore(dataSource()).active().orElseThrow();
        for (Future<Release> start : starts) {
            assertThat(start.get()).isEqualTo(active);
        }
        assertThat(new ReleaseStore(dataSource()).list())
                .as("nobody else's is left")
                .containsExactly(active);
        assertThat(active.state()).isEqualTo(Release.State.COMPLETE);
    }

    @Test
    void withoutAFileTheBuiltInTaxonomyIsInForce() {
        Release active = bootstrap(Optional.empty(), MODEL);

        assertThat(active.id().version()).isEqualTo(TaxonomyVersion.of(DefaultTaxonomy.read()));
        assertThat(new VersionStore(dataSource()).read(active.id().version())).contains(DefaultTaxonomy.read());
    }

    @Test
    void aFileChangesNothingInACatalogThatHasBegun() throws IOException {
        Release first = bootstrap(Optional.of(file("a.yaml", Taxonomies.EVERYDAY)), MODEL);

        assertThat(bootstrap(Optional.of(file("b.yaml", Taxonomies.EVERYDAY.replace("0.6", "0.7"))), MODEL))
                .isEqualTo(first);
        assertThat(bootstrap(Optional.of(file("broken.yaml", "name: [")), OTHER_MODEL))
                .isEqualTo(first);
        assertThat(bootstrap(Optional.of(directory.resolve("missing.yaml")), MODEL))
                .isEqualTo(first);
    }

    private Release bootstrap(Optional<Path> file, Encoder.Identity model) {
        return new Bootstrap(new VersionStore(dataSource()), new ReleaseStore(dataSource())).inForce(file, model);
    }

    private Path file(String name, String yaml) throws IOException {
        return Files.writeString(directory.resolve(name), yaml);
    }

    private DataSource dataSource() {
        return database.dataSource();
    }
}
