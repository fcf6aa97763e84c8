package io.tagstream.evaluation.labels;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.evaluation.Claims;
import io.tagstream.evaluation.Zoo;
import io.tagstream.taxonomy.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelFolderTest {

    @TempDir
    private Path folder;

    @Test
    void foldersAreTagsOnAnyLevel() throws IOException {
        photo("dog/a.jpg");
        photo("subject/cat/b.jpg");
        photo("animal/dog/poodle/c.jpg");
        photo("outdoor/Red/d.jpg");
        photo("colour/-/e.jpg");

        Labels labels = read(false);

        assertThat(labels.problems()).isEmpty();
        assertThat(claims(labels, "dog/a.jpg")).isEqualTo(tags("dog"));
        assertThat(claims(labels, "subject/cat/b.jpg")).isEqualTo(tags("cat"));
        assertThat(claims(labels, "animal/dog/poodle/c.jpg")).isEqualTo(tags("animal", "dog", "poodle"));
        assertThat(claims(labels, "outdoor/Red/d.jpg")).isEqualTo(tags("outdoor", "red"));
        assertThat(claims(labels, "colour/-/e.jpg")).isEqualTo(new Claims(Set.of(), Set.of(), Set.of("colour")));
    }

    @Test
    void aPhotoInTwoFoldersHasBothTags() throws IOException {
        photo("dog/a.jpg");
        Files.createDirectories(folder.resolve("grass"));
        Files.copy(folder.resolve("dog/a.jpg"), folder.resolve("grass/another name.jpg"));
        Files.createDirectories(folder.resolve("outdoor"));
        Files.createSymbolicLink(folder.resolve("outdoor/link.jpg"), folder.resolve("dog/a.jpg"));
        Files.writeString(folder.resolve("grass/b.jpg"), "dog/b.jpg"); // as long, and another photo

        Labels labels = read(false);

        assertThat(labels.photos()).hasSize(2);
        assertThat(claims(labels, "dog/a.jpg")).isEqualTo(tags("dog", "grass", "outdoor"));
        assertThat(claims(labels, "grass/b.jpg")).isEqualTo(tags("grass"));
    }

    @Test
    void tellsOfFoldersThatAreNoTagsOnce() throws IOException {
        photo("hound/a.jpg");
        photo("hound/b.jpg");
        photo("colour/c.jpg");
        photo("colour/dog/d.jpg");
        photo("e.jpg");
        photo("dog/f.jpg");

        Labels labels = read(false);

        assertThat(labels.photos()).extracting(LabelledPhoto::name).containsExactly("colour/dog/d.jpg", "dog/f.jpg");
        assertThat(labels.problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "colour/: \"colour\" is a facet; say which of its tags, or \"colour/-\" for none",
                        "colour/dog/: \"colour\" is a facet; say which of its tags, or \"colour/-\" for none",
                        "hound/: there is no tag \"hound\"",
                        "e.jpg: nothing is said of e.jpg");
    }

    @Test
    void ofWhatIsCompleteNothingSaidIsNothingShown() throws IOException {
        photo("a.jpg");

        Labels labels = read(true);

        assertThat(labels.problems()).isEmpty();
        assertThat(labels.photos()).singleElement().satisfies(photo -> assertThat(photo.claims())
                .isEqualTo(Claims.NONE));
    }

    @Test
    void leavesOutWhatFileManagersLeaveBehind() throws IOException {
        photo("dog/.DS_Store");
        photo("dog/Thumbs.db");
        photo(".hidden/a.jpg");

        assertThat(read(false)).isEqualTo(new Labels(List.of(), List.of(), List.of()));
    }

    @Test
    void goesOnAfterALinkInACircle() throws IOException {
        photo("dog/a.jpg");
        Files.createSymbolicLink(folder.resolve("dog/again"), folder);

        Labels labels = read(false);

        assertThat(labels.photos()).hasSize(1);
        assertThat(labels.problems()).singleElement().satisfies(problem -> assertThat(problem.place())
                .isEqualTo("dog/again"));
    }

    private Labels read(boolean complete) {
        return Labels.read(folder, new ClaimReader(Zoo.TAXONOMY), complete);
    }

    private static Claims claims(Labels labels, String name) {
        return labels.photos().stream()
                .filter(photo -> photo.name().equals(name))
                .findFirst()
                .orElseThrow()
                .claims();
    }

    private static Claims tags(String... ids) {
        return new Claims(Set.of(ids), Set.of(), Set.of());
    }

    /** Its name is its content, so no two are the same photo. */
    private void photo(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, name);
    }
}
