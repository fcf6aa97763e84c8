package io.tagstream.clip.archive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlignedZipTest {

    @TempDir
    private Path directory;

    @Test
    void otherReadersFindEveryEntryWhole() throws IOException {
        Path file = write("one", "two of them", "");
        try (ZipFile zip = new ZipFile(file.toFile())) {
            assertThat(zip.stream().map(ZipEntry::getName)).containsExactly("folder/0", "folder/1", "folder/2");
            // Reading to the end checks the CRC.
            assertThat(zip.getInputStream(zip.getEntry("folder/1")).readAllBytes())
                    .isEqualTo("two of them".getBytes(UTF_8));
        }
    }

    @Test
    void everyEntryStartsAtAMultipleOf64Bytes() throws IOException {
        String[] contents = {"<first>", "<second>".repeat(9), "<third>", "<fourth>".repeat(100), "<fifth>"};
        String bytes = Files.readString(write(contents), ISO_8859_1);
        for (String content : contents) {
            assertThat(bytes.indexOf(content) % 64).as(content).isZero();
        }
    }

    @Test
    void positionsThatDoNotFit32BitsAreFound() throws IOException {
        try (FileChannel channel = open()) {
            AlignedZip zip = new AlignedZip(channel, "folder", 100);
            zip.add("near", "here".getBytes(UTF_8));
            zip.add("far", "there".getBytes(UTF_8));
            zip.finish();
        }
        try (ZipFile zip = new ZipFile(directory.resolve("aligned.zip").toFile())) {
            assertThat(zip.getInputStream(zip.getEntry("folder/near")).readAllBytes())
                    .isEqualTo("here".getBytes(UTF_8));
            assertThat(zip.getInputStream(zip.getEntry("folder/far")).readAllBytes())
                    .isEqualTo("there".getBytes(UTF_8));
        }
    }

    @Test
    void moreMayBeAddedToAFinishedOne() throws IOException {
        try (FileChannel channel = open()) {
            AlignedZip zip = new AlignedZip(channel, "folder");
            zip.add("before", "one".getBytes(UTF_8));
            zip.finish();
            zip.add("after", "two".getBytes(UTF_8));
            zip.finish();
        }
        try (ZipFile zip = new ZipFile(directory.resolve("aligned.zip").toFile())) {
            assertThat(zip.stream().map(ZipEntry::getName)).containsExactly("folder/before", "folder/after");
            assertThat(zip.getInputStream(zip.getEntry("folder/after")).readAllBytes())
                    .isEqualTo("two".getBytes(UTF_8));
        }
    }

    @Test
    void anEntryThatIsNotAsLongAsAnnouncedIsAnError() throws IOException {
        try (FileChannel channel = open()) {
            AlignedZip zip = new AlignedZip(channel, "folder");
            assertThatThrownBy(() -> zip.add("short", 3, target -> target.write(ByteBuffer.allocate(2))))
                    .hasMessage("short has 2 bytes, not 3");
            assertThatThrownBy(() -> zip.add("huge", 1L << 32, target -> {}))
                    .hasMessageContaining("more than the 4 GiB of an entry");
        }
    }

    private Path write(String... contents) throws IOException {
        try (FileChannel channel = open()) {
            AlignedZip zip = new AlignedZip(channel, "folder");
            for (int i = 0; i < contents.length; i++) {
                zip.add(Integer.toString(i), contents[i].getBytes(UTF_8));
            }
            zip.finish();
        }
        return directory.resolve("aligned.zip");
    }

    private FileChannel open() throws IOException {
        return FileChannel.open(
                directory.resolve("aligned.zip"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }
}
