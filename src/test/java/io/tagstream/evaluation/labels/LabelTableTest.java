package io.tagstream.evaluation.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tagstream.evaluation.Claims;
import io.tagstream.evaluation.Zoo;
import io.tagstream.taxonomy.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelTableTest {

    @TempDir
    private Path directory;

    @Test
    void readsTagsOfAllFacetsFromOneColumn() throws IOException {
        Labels labels = read("path,tags\na.jpg,red dog\nsub/b.jpg,\"cat; colour/green\"\nc.jpg,grass|outdoor\n");

        assertThat(labels.problems()).isEmpty();
        assertThat(labels.photos()).extracting(LabelledPhoto::name).containsExactly("a.jpg", "sub/b.jpg", "c.jpg");
        assertThat(labels.photos().get(0).claims().tags()).containsExactlyInAnyOrder("red", "dog");
        assertThat(labels.photos().get(1).claims().tags()).containsExactlyInAnyOrder("cat", "green");
        assertThat(labels.photos().get(2).claims().tags()).containsExactlyInAnyOrder("grass", "outdoor");
        assertThat(labels.photos().get(1).file()).isEqualTo(directory.resolve("sub/b.jpg"));
    }

    @Test
    void readsAColumnForEachFacet() throws IOException {
        Labels labels = read("file,Colour,subject,caption\na.jpg,red,dog ?grass,A dog\nb.jpg,-,,\"nothing, really\"\n");

        assertThat(labels.problems()).isEmpty();
        assertThat(labels.photos())
                .extracting(LabelledPhoto::claims)
                .containsExactly(
                        new Claims(Set.of("red", "dog"), Set.of("grass"), Set.of()),
                        new Claims(Set.of(), Set.of(), Set.of("colour")));
        assertThat(labels.notices())
                .containsExactly("columns that are no facet of the taxonomy were not read: caption");
    }

    @Test
    void tellsWhatItDoesNotUnderstandByLineAndReadsTheRest() throws IOException {
        Labels labels = read("""
                path,tags,colour
                a.jpg,dog hound,red
                b.jpg,unicorn,dog
                "c
                d.jpg",cat,
                e.jpg,-,
                f.jpg,cat
                ,cat,
                g.jpg,subject,teal
                h.jpg,,
                i.jpg,place/red,
                """);

        assertThat(labels.problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "labels.csv:2: there is no tag \"hound\"",
                        "labels.csv:3: the tag \"unicorn\" is retired",
                        "labels.csv:3: \"dog\" is a tag of \"subject\", not of \"colour\"",
                        "labels.csv:6: \"-\" does not say of which facet there is nothing",
                        "labels.csv:7: has 2 cells, where the first line has 3",
                        "labels.csv:8: names no photo",
                        "labels.csv:9: \"subject\" is a facet; say which of its tags, or \"subject/-\" for none",
                        "labels.csv:9: there is no tag \"teal\"",
                        "labels.csv:11: \"red\" is a tag of \"colour\", not of \"place\"",
                        "labels.csv:10: nothing is said of h.jpg");
        assertThat(labels.photos()).extracting(LabelledPhoto::name).containsExactly("a.jpg", "c\nd.jpg");
        assertThat(labels.photos().getFirst().claims().tags()).containsExactlyInAnyOrder("dog", "red");
    }

    @Test
    void linesAboutOnePhotoAddUp() throws IOException {
        Labels labels = read("path,tag\na.jpg,dog\n./a.jpg,grass\nx/../a.jpg,red\n");

        assertThat(labels.photos()).singleElement().satisfies(photo -> {
            assertThat(photo.claims().tags()).containsExactlyInAnyOrder("dog", "grass", "red");
            assertThat(photo.place()).isEqualTo("labels.csv:2");
        });
    }

    @Test
    void tellsWhatCannotBeTrueAtOnceAndKeepsIt() throws IOException {
        Labels labels = read("path,tags\na.jpg,red green\nb.jpg,place/- indoor\n");

        assertThat(labels.photos()).hasSize(2);
        assertThat(labels.problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "labels.csv:2: it shows red and green, which exclude each other",
                        "labels.csv:3: it shows nothing of \"place\", and a tag of it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\ufeffpath,tags\r\na.jpg,dog grass\r\n\r\nb.jpg,cat\r\n",
                "\n\npath;tags\na.jpg;\"dog;grass\"\n  \nb.jpg;cat",
                "path\ttags\na.jpg\tdog grass\nb.jpg\tcat\n\n\n",
                "\"path\" , \"tags\"\n\"a.jpg\" , \"Dog  GRASS\"\n,\nb.jpg,cat\n",
                "TAGS,Photo\ndog grass,a.jpg\ncat,b.jpg\n"
            })
    void spreadsheetsWriteItInManyWays(String csv) throws IOException {
        Labels labels = read(csv);

        assertThat(labels.problems())
                .filteredOn(problem -> !problem.message().equals("names no photo"))
                .isEmpty();
        assertThat(labels.photos()).extracting(LabelledPhoto::name).containsExactly("a.jpg", "b.jpg");
        assertThat(labels.photos().getFirst().claims().tags()).containsExactlyInAnyOrder("dog", "grass");
    }

    @Test
    void quotesAndCommasMayBeInNames() throws IOException {
        Labels labels = read("path,tags\n\"a \"\"big\"\", red.jpg\",dog\n");

        assertThat(labels.photos()).extracting(LabelledPhoto::name).containsExactly("a \"big\", red.jpg");
    }

    @Test
    void refusesWhatIsNoTableOfPhotos() throws IOException {
        assertRefused("", "labels.csv:1: the table is empty");
        assertRefused("name,tags\na.jpg,dog\n", "labels.csv:1: one column has to be named path, file");
        assertRefused("path,file,tags\na.jpg,a.jpg,dog\n", "there are 2 such");
        assertRefused("path,caption\na.jpg,dog\n", "no column is named tags or after a facet");
        assertRefused("path,tags\na.jpg,\"dog\n\n", "labels.csv:2: Missing closing quote");
        Files.write(directory.resolve("labels.csv"), "path,tags\nä.jpg,dog\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatExceptionOfType(LabelException.class)
                .isThrownBy(() -> readLabels())
                .withMessageEndingWith("labels.csv is not UTF-8");
        assertThatExceptionOfType(LabelException.class)
                .isThrownBy(() -> Labels.read(directory.resolve("gone.csv"), new ClaimReader(Zoo.TAXONOMY), false));
    }

    @Test
    void takesSomePhotosEvenlyFromAll() throws IOException {
        StringBuilder csv = new StringBuilder("path,tags\n");
        for (int i = 0; i < 100; i++) {
            csv.append("%d.jpg,dog\n".formatted(i));
        }

        Labels labels = read(csv.toString());

        assertThat(labels.limited(4).photos())
                .extracting(LabelledPhoto::name)
                .isEqualTo(List.of("0.jpg", "25.jpg", "50.jpg", "75.jpg"));
        assertThat(labels.limited(1000)).isEqualTo(labels);
    }

    private void assertRefused(String csv, String message) {
        assertThatExceptionOfType(LabelException.class)
                .isThrownBy(() -> read(csv))
                .withMessageContaining(message);
    }

    private Labels read(String csv) throws IOException {
        Files.writeString(directory.resolve("labels.csv"), csv);
        return readLabels();
    }

    private Labels readLabels() {
        return Labels.read(directory.resolve("labels.csv"), new ClaimReader(Zoo.TAXONOMY), false);
    }
}
