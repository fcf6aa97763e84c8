package io.tagstream.evaluation.labels;

import io.tagstream.evaluation.labels.ClaimReader.Reading;
import io.tagstream.photo.ContentHash;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * Photos in folders that are named after tags, on as many levels as one likes: {@code dog/}, {@code subject/dog/},
 * {@code animal/dog/poodle/}. Files of equal bytes are one photo, whatever they are called, so a photo of a dog on grass is put into both
 * folders, as a copy or a link.
 */
final class LabelFolder {

    private static final int MAX_LEVELS = 32;

    /** What file managers leave behind. Hidden files do not count either. */
    private static final Set<String> CLUTTER = Set.of("thumbs.db", "desktop.ini");

    private record Found(Path file, long bytes) {}

    private final Path folder;
    private final ClaimReader claims;
    private final LabelCollector collector;
    private final List<Found> found = new ArrayList<>();

    LabelFolder(Path folder, ClaimReader claims, LabelCollector collector) {
        this.folder = folder;
        this.claims = claims;
        this.collector = collector;
    }

    void read() {
        try {
            Files.walkFileTree(folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), MAX_LEVELS, new Walk());
        } catch (IOException e) {
            throw new LabelException("the folder %s cannot be read: %s".formatted(folder, e), e);
        }
        found.sort(Comparator.comparing(each -> name(each.file())));
        Map<Path, Reading> readings = new HashMap<>();
        Map<Long, Integer> sizes = new HashMap<>();
        found.forEach(each -> sizes.merge(each.bytes(), 1, Integer::sum));
        for (Found each : found) {
            Path parent = each.file().getParent();
            Reading reading = readings.computeIfAbsent(parent, this::reading);
            Object key = sizes.get(each.bytes()) == 1 ? each.file() : identity(each.file());
            collector.add(key, name(each.file()), name(each.file()), each.file(), reading);
        }
    }

    /** Problems are those of a folder, not of each photo in it. */
    private Reading reading(Path directory) {
        if (directory.equals(folder)) {
            return Reading.NOTHING;
        }
        Path relative = folder.relativize(directory);
        Reading reading = claims.path(StreamSupport.stream(relative.spliterator(), false)
                .map(Path::toString)
                .toList());
        reading.problems().forEach(problem -> collector.problem(name(directory) + "/", problem));
        return reading;
    }

    /** Files of one size only are looked into. */
    private static Object identity(Path file) {
        MessageDigest digest = ContentHash.sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
            return ContentHash.ofDigest(digest.digest());
        } catch (IOException e) {
            return file; // what is wrong with it is told when it is decoded
        }
    }

    private String name(Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }

    private final class Walk extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            return !directory.equals(folder) && isHidden(directory)
                    ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isDirectory()) {
                collector.problem(name(file) + "/", "is more than %d folders deep".formatted(MAX_LEVELS));
            } else if (!isHidden(file)) {
                found.add(new Found(file, attributes.size()));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            collector.problem(name(file), "cannot be read: " + e);
            return FileVisitResult.CONTINUE;
        }

        private boolean isHidden(Path file) {
            String name = file.getFileName().toString();
            return name.startsWith(".") || CLUTTER.contains(name.toLowerCase(Locale.ROOT));
        }
    }
}
