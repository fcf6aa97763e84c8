package io.tagstream.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tagstream.local.EmbeddedDatabase;
import io.tagstream.retag.RetagCatalog;
import io.tagstream.retag.RetagCatalogs;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as somebody types it, on a catalog without workers. */
class RetagCommandIT {

    private static final int PHOTOS = 6_000;

    @TempDir
    private static Path directory;

    private static EmbeddedDatabase database;
    private static RetagCatalogs catalogs;

    @TempDir
    private Path folder;

    private RetagCatalog catalog;
    private Map<String, String> environment = Map.of();
    private String second = "";

    @BeforeAll
    static void fill() throws SQLException {
        database = new EmbeddedDatabase(directory.resolve("postgresql"));
        catalogs = new RetagCatalogs(database, PHOTOS);
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @BeforeEach
    void copy() throws SQLException {
        String url = catalogs.copy();
        catalog = RetagCatalog.in(url);
        environment = Map.of(
                "QUARKUS_DATASOURCE_JDBC_URL", url,
                "QUARKUS_DATASOURCE_USERNAME", "postgres",
                "QUARKUS_DATASOURCE_PASSWORD", "postgres");
        second = catalog.secondVersion();
    }

    @Test
    void goesOverToAVersionAndBack() throws Exception {
        catalog.prepareSecond();

        CommandRun preview = retag("--to", second, "--preview");
        assertThat(preview.status()).as(preview.err()).isZero();
        assertThat(preview.out())
                .contains("photos looked at would have other tags")
                .contains("gained by", "+photo-");

        CommandRun over = retag("--to", second, "--json");
        assertThat(over.status()).as(over.err()).isZero();
        assertThat(over.err())
                .contains("extrapolated to the 6,000 of the catalog")
                .contains("tagging: 100 %, 6,000 of 6,000 photos")
                .contains("is in force")
                .contains("announced by workers");
        JsonNode announcing = new ObjectMapper().readTree(over.out());
        assertThat(announcing.get("kind").asText()).isEqualTo("announce");
        assertThat(announcing.get("version").asText()).startsWith(second);

        CommandRun status = retag("status");
        assertThat(status.out()).contains("in force", "tagstream retag back", "announce", "score");

        CommandRun back = retag("back");
        assertThat(back.status()).as(back.err()).isZero();
        assertThat(catalog.isSecondInForce()).isFalse();
    }

    @Test
    void whatWasStoppedGoesOn() throws Exception {
        catalog.prepareSecond();
        // Three chunks, five seconds apart.
        Process stopped = CommandRun.start(environment, folder, "retag", "--to", second, "--yes", "--rate", "500");
        catalog.awaitChunks(1);
        stopped.destroy(); // as Ctrl-C does, it runs the shutdown hooks
        assertThat(CommandRun.ended(stopped, folder).err())
                .contains("goes on in the workers", "tagstream retag resume");

        CommandRun paused = retag("pause");
        assertThat(paused.out()).contains("rests");
        CommandRun resumed = retag("resume");
        assertThat(resumed.status()).as(resumed.err()).isZero();
        assertThat(catalog.isSecondInForce()).isTrue();
    }

    @Test
    void mistakesAreSentences() throws Exception {
        assertThat(retag("--to", "0000000").err())
                .isEqualToIgnoringNewLines(
                        "the catalog has no release and no version of a taxonomy that begins with 0000000");
        assertThat(retag("--to", second, "--model", "src/demo-model/snapshot").err())
                .contains("is of model made-up (made-up), and this is model");
        assertThat(retag("resume").err()).contains("there is no such job");
        assertThat(retag().err()).contains("--to VERSION or RELEASE");
        assertThat(CommandRun.of(Map.of(), folder, "retag", "status").err()).contains("QUARKUS_DATASOURCE_JDBC_URL");
    }

    private CommandRun retag(String... arguments) throws IOException, InterruptedException {
        String[] all = new String[arguments.length + 1];
        all[0] = "retag";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return CommandRun.of(environment, folder, all);
    }
}
