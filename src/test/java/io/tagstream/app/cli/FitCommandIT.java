package io.tagstream.app.cli;

import static io.tagstream.catalog.SmallCatalog.PETS;
import static io.tagstream.catalog.SmallCatalog.picture;
import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.catalog.SmallCatalog;
import io.tagstream.photo.PhotoId;
import io.tagstream.tagging.Verdict;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fitting what a catalog holds, by the command line. */
class FitCommandIT {

    private record Result(int status, String out, String err) {}

    private static final int PHOTOS = 60;

    @TempDir
    private Path folder;

    private SmallCatalog small;

    @BeforeEach
    void start() {
        small = new SmallCatalog(folder.resolve("postgresql"));
        small.active(PETS);
        Random random = new Random(3);
        for (int i = 0; i < PHOTOS; i++) {
            float lean = (random.nextFloat() - 0.5f) * 0.04f;
            small.upload("photo-" + i, "bytes " + i, picture(0.5f + lean, 0.5f - lean, 0.1f));
        }
    }

    @AfterEach
    void stop() {
        small.close();
    }

    @Test
    void withoutAnybodysWordASmallCatalogTeachesNothing() {
        Result result = run();

        assertThat(result.status).isZero();
        assertThat(result.out).contains("Nothing was fitted");
        assertThat(fittings()).isEmpty();
    }

    /** The model is sure of dogs and cats that people hardly tell apart: its confidence is too high, and their word says so. */
    @Test
    void whatPeopleSaidOfUncertainPhotosLowersTheConfidenceAndIsStoredOnce() {
        judge();

        Result dry = run("--dry-run");
        assertThat(dry.out).contains("dog", "corrections").contains("this was a dry run");
        assertThat(fittings()).isEmpty();

        Result first = run("--author", "ann");
        Result second = run("--author", "bob");

        assertThat(first.err).contains("by %d photos, and by what people said of %d".formatted(PHOTOS, PHOTOS));
        assertThat(fittings()).hasSize(1);
        assertThat(small.query("select author from fittings")).containsExactly("ann");
        assertThat(first.out).isEqualTo(second.out).contains("tagstream retag --to");
        assertThat(small.query("select (content #>> '{calibrations,dog,slope}')::float8 < 1 from fittings"))
                .containsExactly("t");
    }

    @Test
    void aCatalogWithoutAReleaseIsNamed() {
        small.query("delete from taxonomies returning taxonomy");

        assertThat(run().err).contains("no release in force").contains("start a worker");
    }

    /** People say cat for three in ten of what the model calls a dog, whatever it looks like. */
    private void judge() {
        Random random = new Random(5);
        for (int i = 0; i < PHOTOS; i++) {
            String tag = random.nextInt(10) < 7 ? "dog" : "cat";
            small.corrections().say(new PhotoId("photo-" + i), "pets", tag, Verdict.ACCEPTED, Optional.empty());
        }
    }

    private List<String> fittings() {
        return small.query("select digest from fittings");
    }

    private Result run(String... options) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] arguments = Stream.concat(
                        Stream.of("fit", "--database", small.jdbcUrl(), "--user", "postgres"), Stream.of(options))
                .toArray(String[]::new);
        int status = TagstreamCommand.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new Result(status, out.toString(), err.toString());
    }
}
