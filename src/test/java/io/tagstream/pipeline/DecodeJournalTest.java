package io.tagstream.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.catalog.Suspicion;
import io.tagstream.photo.ContentHash;
import io.tagstream.photo.PhotoId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that died is one whose journal is copied while it works: no lock, no last word. */
class DecodeJournalTest {

    private static final Suspicion BESIDE_OTHERS = suspicion("holidays/Öland 0042.jpg", false);
    private static final Suspicion ALONE = suspicion("b", true);

    @TempDir
    Path directory;

    private Path folder;
    private Path afterwards;

    @BeforeEach
    void folders() {
        folder = directory.resolve("state");
        afterwards = directory.resolve("afterwards");
    }

    @Test
    void tellsWhatWasBeingDecodedWhenTheProcessDied() throws IOException {
        try (DecodeJournal journal = DecodeJournal.open(folder, 3)) {
            journal.begin();
            journal.during(suspicion("done", false), () -> "decoded");
            journal.during(BESIDE_OTHERS, () -> journal.during(ALONE, this::die));
        }

        assertThat(leftBehind(3)).containsExactly(BESIDE_OTHERS, ALONE);
    }

    @Test
    void tellsItAgainUntilItIsKeptElsewhere() throws IOException {
        try (DecodeJournal journal = DecodeJournal.open(folder, 1)) {
            journal.begin();
            journal.during(ALONE, this::die);
        }

        assertThat(leftBehind(1)).containsExactly(ALONE);
        assertThat(leftBehind(4)).containsExactly(ALONE);
        try (DecodeJournal next = DecodeJournal.open(afterwards, 2)) {
            next.begin();
        }
        assertThat(leftBehind(1)).isEmpty();
    }

    @Test
    void aProcessThatWasBeingStoppedDidNotCrash() throws IOException {
        try (DecodeJournal journal = DecodeJournal.open(folder, 1)) {
            journal.begin();
            journal.during(ALONE, () -> {
                journal.stopping();
                return die();
            });
        }

        assertThat(leftBehind(1)).isEmpty();
    }

    @Test
    void workersOfOneFolderKeepOutOfEachOthersJournals() throws IOException {
        try (DecodeJournal first = DecodeJournal.open(folder, 1)) {
            first.begin();
            first.during(ALONE, () -> {
                try (DecodeJournal second = DecodeJournal.open(folder, 1)) {
                    second.begin();
                    assertThat(second.leftBehind()).isEmpty();
                    return second.during(BESIDE_OTHERS, this::die);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }

        assertThat(leftBehind(1)).containsExactly(ALONE, BESIDE_OTHERS);
    }

    @Test
    void aPhotoThatFailsLeavesTheJournal() throws IOException {
        try (DecodeJournal journal = DecodeJournal.open(folder, 1)) {
            journal.begin();
            assertThatThrownBy(() -> journal.during(ALONE, () -> {
                        throw new IllegalStateException("a defect");
                    }))
                    .hasMessage("a defect");
            journal.during(BESIDE_OTHERS, this::die);
        }

        assertThat(leftBehind(1)).containsExactly(BESIDE_OTHERS);
    }

    @Test
    void anOtherFileOfThatNameTellsNothing() throws IOException {
        Files.createDirectories(afterwards);
        Files.write(afterwards.resolve("decode-0.journal"), new byte[5_000]);
        Files.writeString(afterwards.resolve("decode-1.journal"), "notes");

        assertThat(leftBehind(2)).isEmpty();
    }

    @Test
    void refusesAFolderThatIsNone() throws IOException {
        Files.writeString(folder, "a file");

        assertThatThrownBy(() -> DecodeJournal.open(folder, 1)).isInstanceOf(IOException.class);
    }

    private List<Suspicion> leftBehind(int slots) throws IOException {
        try (DecodeJournal journal = DecodeJournal.open(afterwards, slots)) {
            return journal.leftBehind();
        }
    }

    /** What the kernel keeps of a process that is no more. */
    private String die() {
        try {
            Files.createDirectories(afterwards);
            for (Path journal : journals()) {
                Files.write(afterwards.resolve(journal.getFileName()), Files.readAllBytes(journal));
            }
            return "dead";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Path> journals() throws IOException {
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static Suspicion suspicion(String photo, boolean alone) {
        return new Suspicion(new PhotoId(photo), ContentHash.of(photo.getBytes(StandardCharsets.UTF_8)), alone);
    }
}
