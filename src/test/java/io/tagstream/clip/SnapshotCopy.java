package io.tagstream.clip;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A copy of tiny-clip to be changed. */
public final class SnapshotCopy {

    private SnapshotCopy() {}

    public static Path of(Path directory) throws IOException {
        Path original = SharedData.path("golden/tiny-clip");
        for (String name : List.of("config.json", "preprocessor_config.json", "tokenizer.json", "model.safetensors")) {
            Files.write(directory.resolve(name), Files.readAllBytes(original.resolve(name)));
        }
        return directory;
    }

    /** Replaces every occurrence; there has to be one. */
    public static void edit(Path file, String before, String after) throws IOException {
        String text = Files.readString(file);
        if (!text.contains(before)) {
            throw new IllegalArgumentException(file + " does not say " + before);
        }
        Files.writeString(file, text.replace(before, after));
    }
}
