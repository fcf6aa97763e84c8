package io.tagstream.app.cli;

import static io.tagstream.catalog.SmallCatalog.MODEL;
import static io.tagstream.catalog.SmallCatalog.PETS;
import static io.tagstream.catalog.SmallCatalog.PETS_WITH_HOUND;
import static io.tagstream.catalog.SmallCatalog.picture;
import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.catalog.Release;
import io.tagstream.catalog.SmallCatalog;
import io.tagstream.photo.PhotoId;
import io.tagstream.tagging.Verdict;
import io.tagstream.taxonomy.Taxonomy;
import io.tagstream.taxonomy.TaxonomyVersion;
import io.tagstream.taxonomy.TaxonomyYaml;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that work on a catalog's taxonomies. */
class TaxonomyCatalogIT {

    private record Result(int status, String out, String err) {}

    @TempDir
    private Path folder;

    private SmallCatalog small;

    @BeforeEach
    void start() {
        small = new SmallCatalog(folder.resolve("postgresql"));
    }

    @AfterEach
    void stop() {
        small.close();
    }

    @Test
    void whatPeopleSaidSurvivesThatTheTaxonomyIsExportedChangedAndImported() throws IOException {
        Release before = small.active(PETS);
        small.upload("dog", "a", picture(1, 0, 0));
        small.corrections().say(new PhotoId("dog"), "pets", "cat", Verdict.ACCEPTED, Optional.of("ann"));
        small.corrections().say(new PhotoId("dog"), "pets", "sea", Verdict.REJECTED, Optional.of("ann"));

        String exported = run("export", "pets").out;
        Result same = run("publish", file(exported).toString());
        String changed = exported.replaceFirst("( *- )sea\n", "$0$1{id: hound, words: [hunting dog]}\n");
        Result imported = run("publish", file(changed).toString());

        assertThat(same.out).contains("pets: version " + digits(before), "which the catalog had already");
        assertThat(imported.status).isZero();
        assertThat(small.query("select verdict from verdicts order by verdict"))
                .containsExactly("accepted", "rejected");
        Release after = small.release(changed, MODEL);
        assertThat(after.id().version()).isNotEqualTo(before.id().version());
        small.upload("dog", "other bytes", picture(1, 0, 1));
        assertThat(small.tags("dog", before)).containsExactly("cat human");
        assertThat(small.tags("dog", after))
                .as("hound is of another facet, so nobody spoke of it")
                .containsExactly("cat human", "hound model");
    }

    @Test
    void publishStoresAVersionAndSaysWhatToDoNext() throws IOException {
        small.active(PETS);
        Path file = file(PETS_WITH_HOUND);

        Result result = run(
                "publish",
                file.toString(),
                "--author",
                "ann",
                "--note",
                "hounds",
                "--model",
                "src/demo-model/snapshot");

        String digits = version(PETS_WITH_HOUND).shortForm();
        assertThat(result.status).as(result.err).isZero();
        assertThat(result.err).contains("All prompts fit into the ");
        assertThat(result.out.lines())
                .containsExactly("pets: version " + digits, "To tag photos with it: tagstream retag --to " + digits);
        assertThat(small.query("select author || ': ' || note from taxonomy_versions order by version_no desc"))
                .first()
                .isEqualTo("ann: hounds");
        List<String> versions = run("versions", "pets").out.lines().toList();
        assertThat(versions.get(0)).contains("version", "published", "state", "author", "note");
        assertThat(versions.get(1)).contains(digits, "ann", "hounds").doesNotContain("force");
        assertThat(versions.get(2)).contains(version(PETS).shortForm(), "in force");
    }

    @Test
    void exportGivesTheVersionInForceOrTheOneThatIsNamed() throws IOException {
        small.active(PETS);
        run("publish", file(PETS_WITH_HOUND).toString());
        run("publish", file(PETS.replace("name: pets", "name: birds")).toString());

        assertThat(read(run("export", "pets").out)).isEqualTo(read(PETS));
        assertThat(read(run("export", "pets@" + version(PETS_WITH_HOUND).shortForm()).out))
                .isEqualTo(read(PETS_WITH_HOUND));
        assertThat(read(run("export", "birds").out).name())
                .as("in force or not")
                .isEqualTo("birds");
    }

    @Test
    void mistakesAreSentences() throws IOException {
        Path broken = file(PETS.replace("one-of", "some-of"));

        assertThat(run("export", "fish").err).isEqualTo("the catalog has no taxonomy fish%n".formatted());
        assertThat(run("export", "fish@1234").err).contains("0 versions of taxonomy fish begin with \"1234\"");
        assertThat(run("versions", "fish").err).contains("the catalog has no taxonomy fish");
        assertThat(run("publish", broken.toString()).err).contains("facets[0].kind: unknown kind \"some-of\"");
        assertThat(run("publish", broken.toString()).status).isEqualTo(1);
    }

    private Result run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = TagstreamCommand.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(Stream.of(Stream.of("taxonomy"), Stream.of(arguments), database())
                        .flatMap(part -> part)
                        .toArray(String[]::new));
        return new Result(status, out.toString(), err.toString());
    }

    private Stream<String> database() {
        return Stream.of("--database", small.jdbcUrl(), "--user", "postgres");
    }

    private Path file(String yaml) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "taxonomy", ".yaml"), yaml);
    }

    private static String digits(Release release) {
        return release.id().version().shortForm();
    }

    private static Taxonomy read(String yaml) {
        return TaxonomyYaml.read("test", yaml.getBytes(StandardCharsets.UTF_8));
    }

    private static TaxonomyVersion version(String yaml) {
        return TaxonomyVersion.of(read(yaml));
    }
}
