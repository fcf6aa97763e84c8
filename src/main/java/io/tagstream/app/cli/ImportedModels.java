package io.tagstream.app.cli;

import io.tagstream.clip.archive.ClipArchive;
import io.tagstream.clip.checkpoint.CheckpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The archives in Tagstream's own cache.
 *
 * @param unreadable what looks like one and cannot be opened, with the reason
 */
record ImportedModels(List<ClipArchive> archives, List<String> unreadable) {

    ImportedModels {
        archives = List.copyOf(archives);
        unreadable = List.copyOf(unreadable);
    }

    static ImportedModels in(Path cache) {
        List<ClipArchive> archives = new ArrayList<>();
        List<String> unreadable = new ArrayList<>();
        for (Path file : files(cache)) {
            try {
                archives.add(ClipArchive.open(file));
            } catch (CheckpointException e) {
                unreadable.add(String.valueOf(e.getMessage()));
            }
        }
        return new ImportedModels(archives, unreadable);
    }

    static long bytes(ClipArchive archive) {
        try {
            return Files.size(archive.file());
        } catch (IOException e) {
            throw new UserError("cannot read " + archive.file() + ": " + e, e);
        }
    }

    private static List<Path> files(Path cache) {
        if (!Files.isDirectory(cache)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(cache)) {
            return entries.filter(file -> file.getFileName().toString().matches("clip-.*\\.pt"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UserError("cannot read " + cache + ": " + e, e);
        }
    }
}
