package io.tagstream.app.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where imported models are: an option of every command that makes, takes or lists them. */
final class ArchiveCache {

    @Option(
            names = "--cache",
            paramLabel = "DIR",
            description = "Where imported models are kept (default: $${sys:user.home}/.cache/tagstream)",
            defaultValue = "${sys:user.home}/.cache/tagstream")
    private Path directory = Path.of("");

    Path directory() {
        return directory;
    }
}
