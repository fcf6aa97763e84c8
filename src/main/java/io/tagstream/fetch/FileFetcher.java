package io.tagstream.fetch;

import static io.tagstream.failure.FailureCode.SOURCE_FORBIDDEN;
import static io.tagstream.failure.FailureCode.SOURCE_NOT_FOUND;
import static io.tagstream.failure.FailureCode.SOURCE_OUTSIDE_ROOTS;
import static io.tagstream.failure.FailureCode.SOURCE_REFUSED;
import static io.tagstream.failure.FailureCode.SOURCE_UNAVAILABLE;

import io.tagstream.failure.Failure;
import io.tagstream.photo.SourceName;
import java.io.IOException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.OptionalLong;

/**
 * {@code file:} sources, from within the roots only. What counts is the real path, after {@code ..}, percent-encoding and
 * symbolic links; that path is then opened without following any, so that swapping a folder for a link in between leads nowhere.
 * Outside the roots nobody learns what exists. Reading has no deadline: a local disk either answers or is broken.
 */
public final class FileFetcher implements Fetcher {

    private final List<Path> roots;
    private final ContentReader reader;
    private final FetchCapacity capacity;

    /** @param roots directories; one that does not exist yet may come later, and no root at all refuses everything */
    public FileFetcher(List<Path> roots, FetchLimits limits, FetchCapacity capacity) {
        this.roots =
                roots.stream().map(root -> root.toAbsolutePath().normalize()).toList();
        this.reader = new ContentReader(limits);
        this.capacity = capacity;
    }

    @Override
    public PhotoContent fetch(URI source) {
        String name = SourceName.of(source);
        Path asked = path(name, source);
        try {
            Path real = asked.toRealPath();
            Path root = realRootOf(name, real);
            BasicFileAttributes attributes =
                    Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            requireRegular(name, attributes);
            return capacity.reserved(attributes.size(), reservation -> read(name, asked, root, real, reservation));
        } catch (IOException e) {
            throw unreadable(name, asked, e);
        }
    }

    private PhotoContent read(String name, Path asked, Path root, Path real, Reservation reservation) {
        try (RootedFile file = RootedFile.open(root, root.relativize(real))) {
            OptionalLong size = OptionalLong.of(file.size());
            return reader.read(name, _ -> new Answer(file.stream(), size, false, file), reservation);
        } catch (IOException e) {
            throw unreadable(name, asked, e);
        }
    }

    private static Path path(String name, URI source) {
        try {
            return Path.of(source).toAbsolutePath();
        } catch (IllegalArgumentException e) {
            // another host, a query, a relative path, a NUL: nothing that names a file here
            throw new Failure(SOURCE_REFUSED, name + " names no local file; file:///directory/name does", e);
        }
    }

    private Path realRootOf(String name, Path real) throws IOException {
        for (Path root : roots) {
            if (Files.exists(root) && real.startsWith(root.toRealPath())) {
                return root.toRealPath();
            }
        }
        throw outside(name);
    }

    /** Opening a pipe would wait for a writer, and a device never ends. */
    private static void requireRegular(String name, BasicFileAttributes attributes) {
        if (!attributes.isRegularFile()) {
            String kind = attributes.isDirectory() ? "a directory" : "a pipe, socket or device";
            throw new Failure(SOURCE_REFUSED, "%s is %s, not a file".formatted(name, kind));
        }
    }

    /** Whose fault it is: a root that is gone was perhaps unmounted, while in a root that is there the path is wrong. */
    private Failure unreadable(String name, Path asked, IOException e) {
        Path root =
                roots.stream().filter(asked.normalize()::startsWith).findFirst().orElseThrow(() -> outside(name));
        if (!Files.isDirectory(root)) {
            return new Failure(SOURCE_UNAVAILABLE, name + " cannot be read: the directory for photos is gone", e);
        }
        return switch (e) {
            case AccessDeniedException _ -> new Failure(SOURCE_FORBIDDEN, name + " may not be read", e);
            case FileSystemException _ -> new Failure(SOURCE_NOT_FOUND, name + " does not exist", e);
            default -> new Failure(SOURCE_UNAVAILABLE, name + " cannot be read", e);
        };
    }

    private static Failure outside(String name) {
        return new Failure(SOURCE_OUTSIDE_ROOTS, name + " is not inside a directory that photos may be read from");
    }
}
