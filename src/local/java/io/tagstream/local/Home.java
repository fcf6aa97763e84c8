package io.tagstream.local;

import java.nio.file.Path;

/** The project's folder, wherever the command is called from; the launcher says where it is. */
final class Home {

    private Home() {}

    static Path path(String inProject) {
        return Path.of(System.getProperty("project.home", "")).resolve(inProject);
    }
}
