package io.tagstream.app;

import io.quarkus.runtime.annotations.QuarkusMain;
import io.tagstream.app.cli.TagstreamCommand;

/** The program: {@code worker} starts the service, everything else is a command of its own. */
@QuarkusMain
public final class Main {

    private Main() {}

    public static void main(String... arguments) {
        System.exit(TagstreamCommand.run(arguments));
    }
}
