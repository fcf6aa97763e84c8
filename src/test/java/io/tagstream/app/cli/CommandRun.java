package io.tagstream.app.cli;

import io.tagstream.app.Main;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a command did in a process of its own, with an environment of its own. */
record CommandRun(int status, String out, String err) {

    private static final String OUT = "stdout";
    private static final String ERR = "stderr";

    static CommandRun of(Map<String, String> environment, Path folder, String... arguments)
            throws IOException, InterruptedException {
        return ended(start(environment, folder, arguments), folder);
    }

    /** One that is to be stopped; {@link #ended} tells what it did. */
    static Process start(Map<String, String> environment, Path folder, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-XX:TieredStopAtLevel=1",
                "-Duser.home=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(folder.resolve(OUT).toFile())
                .redirectError(folder.resolve(ERR).toFile());
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("HF_") || name.endsWith("_PROXY") || name.endsWith("_proxy"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Waits for its end. */
    static CommandRun ended(Process process, Path folder) throws IOException, InterruptedException {
        int status = process.waitFor();
        return new CommandRun(
                status,
                Files.readString(folder.resolve(OUT), StandardCharsets.UTF_8),
                Files.readString(folder.resolve(ERR), StandardCharsets.UTF_8));
    }
}
