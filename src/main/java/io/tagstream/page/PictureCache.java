package io.tagstream.page;

import static java.lang.System.Logger.Level.WARNING;

import io.tagstream.photo.ContentHash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Pictures on disk, named by the content that they were made of, so that one never has to be corrected. What was not asked for longest goes
 * first. It survives restarts, and workers may share the folder: each keeps what it knows of within the bound.
 */
final class PictureCache {

    private static final System.Logger LOG = System.getLogger(PictureCache.class.getName());

    private static final String PART = ".part";

    /** A file of this age that is not complete is nobody's any more. */
    private static final Duration ABANDONED = Duration.ofHours(1);

    /** The order of use outlives a restart this exactly; noting each use would be a write for each read. */
    private static final Duration NOTED = Duration.ofHours(1);

    private final Path folder;
    private final long maxBytes;

    /** Sizes by name, the one that was not asked for longest first; guarded by this, as is what follows. */
    private final Map<String, Integer> sizes = new LinkedHashMap<>(16, 0.75f, true);

    private long bytes;
    private boolean listed;

    PictureCache(Path folder, long maxBytes) {
        this.folder = folder;
        this.maxBytes = maxBytes;
    }

    /** What was kept, if it is still there. */
    Optional<byte[]> get(ContentHash content, PictureSize size) {
        Path file = file(content, size);
        try {
            byte[] picture = Files.readAllBytes(file);
            use(file, picture.length);
            return Optional.of(picture);
        } catch (NoSuchFileException e) {
            forget(file);
            return Optional.empty();
        } catch (IOException e) {
            LOG.log(WARNING, () -> "a thumbnail cannot be read and is made again: " + e);
            return Optional.empty();
        }
    }

    /** Keeps a picture; a disk that is full costs time, not pictures. */
    void put(ContentHash content, PictureSize size, byte[] picture) {
        Path file = file(content, size);
        try {
            Files.createDirectories(file.getParent());
            Path part = Files.createTempFile(file.getParent(), "", PART);
            try {
                Files.write(part, picture);
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(part);
            }
            use(file, picture.length);
        } catch (IOException e) {
            LOG.log(WARNING, () -> "a thumbnail cannot be kept in " + folder + ": " + e);
        }
    }

    /** Bytes of the files that this worker knows of. */
    synchronized long bytes() {
        list();
        return bytes;
    }

    private synchronized void use(Path file, int size) throws IOException {
        list();
        Integer before = sizes.put(file.getFileName().toString(), size);
        bytes += size - (before == null ? 0 : before);
        note(file);
        shrink();
    }

    private synchronized void forget(Path file) {
        list();
        Integer size = sizes.remove(file.getFileName().toString());
        bytes -= size == null ? 0 : size;
    }

    private static void note(Path file) throws IOException {
        Instant now = Instant.now();
        if (Files.exists(file) && Files.getLastModifiedTime(file).toInstant().isBefore(now.minus(NOTED))) {
            Files.setLastModifiedTime(file, FileTime.from(now));
        }
    }

    private void shrink() throws IOException {
        Iterator<Map.Entry<String, Integer>> oldest = sizes.entrySet().iterator();
        while (bytes > maxBytes && oldest.hasNext()) {
            Map.Entry<String, Integer> next = oldest.next();
            Files.deleteIfExists(file(next.getKey()));
            bytes -= next.getValue();
            oldest.remove();
        }
    }

    /** What an earlier process left, in the order in which it was used; once, when the first picture is asked for. */
    private void list() {
        if (listed) {
            return;
        }
        listed = true;
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder, 2)) {
            List<Found> found = files.filter(Files::isRegularFile)
                    .map(PictureCache::found)
                    .flatMap(Optional::stream)
                    .sorted(Comparator.comparing(Found::used))
                    .toList();
            for (Found one : found) {
                if (one.name().endsWith(PART)) {
                    abandon(one);
                } else {
                    sizes.put(one.name(), one.size());
                    bytes += one.size();
                }
            }
            shrink();
        } catch (IOException | UncheckedIOException e) {
            LOG.log(WARNING, () -> "thumbnails of an earlier process cannot be listed in " + folder + ": " + e);
        }
    }

    private static void abandon(Found part) throws IOException {
        if (part.used().isBefore(Instant.now().minus(ABANDONED))) {
            Files.deleteIfExists(part.file());
        }
    }

    /** A file as it was found. */
    private record Found(Path file, int size, Instant used) {

        String name() {
            return file.getFileName().toString();
        }
    }

    /** Absent if somebody just removed it. */
    private static Optional<Found> found(Path file) {
        try {
            return Optional.of(new Found(
                    file,
                    (int) Math.min(Integer.MAX_VALUE, Files.size(file)),
                    Files.getLastModifiedTime(file).toInstant()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Path file(ContentHash content, PictureSize size) {
        return file(content.hex() + "-" + size.word() + ".jpg");
    }

    /** In 256 folders, since some file systems and most people are slow with a folder of a hundred thousand files. */
    private Path file(String name) {
        return folder.resolve(name.substring(0, 2)).resolve(name);
    }
}
