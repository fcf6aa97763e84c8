package io.tagstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the compiler does not hold us to. */
class StyleTest {

    private static final int MAX_LINES = 350;

    /** Built, caches and what belongs to tools. */
    private static final Set<String> NOT_OURS =
            Set.of("target", ".git", ".idea", ".vscode", ".tagstream", "__pycache__");

    private static final Set<String> TEXTS = Set.of(
            "java",
            "xml",
            "properties",
            "md",
            "json",
            "sql",
            "yaml",
            "yml",
            "sh",
            "config",
            "html",
            "py",
            "txt",
            "svg",
            "tf");

    /** Put together from parts, so that this file does not name them itself. */
    private static final Pattern REGISTRY = Pattern.compile(String.join(
            "|",
            "repo1?\\.maven" + "\\.",
            "npm" + "js\\.org",
            "pypi" + "\\.org",
            "python" + "hosted\\.org",
            "static\\.crates" + "\\.io",
            "proxy\\.golang" + "\\.org",
            "https?://[^/\\s\"]*(artifact" + "ory|nex" + "us|mirr" + "or)"));

    private static final Pattern MACHINE_PATH = Pattern.compile("(?<![\\w.])/(wo" + "rk|ro" + "ot|home/\\w+)/");

    private static final Pattern LEFT_OPEN = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b");

    @Test
    void mainSourcesAreShortEnoughToRead() {
        assertThat(files("src/main/java").filter(file -> text(file).lines().count() > MAX_LINES))
                .isEmpty();
    }

    @Test
    void everyPackageTellsItsPlaceAndKnowsNoNull() {
        assertThat(Stream.of("src/main/java", "src/local/java")
                        .flatMap(StyleTest::files)
                        .map(file -> file.resolveSibling("package-info.java"))
                        .map(StyleTest::ofTheProduct)
                        .distinct())
                .isNotEmpty()
                .allSatisfy(file -> assertThat(text(file)).startsWith("/**").contains("@NullMarked"));
    }

    /** What measures a package from within, in src/local, is told of in src/main. */
    private static Path ofTheProduct(Path packageInfo) {
        Path product = Path.of(packageInfo.toString().replace("src/local", "src/main"));
        return Files.exists(product) ? product : packageInfo;
    }

    @Test
    void nothingIsLeftOpen() {
        assertThat(linesWith(LEFT_OPEN)).isEmpty();
    }

    @Test
    void noFileNamesARegistryOrAPathOfSomebodysMachine() {
        assertThat(linesWith(REGISTRY)).isEmpty();
        assertThat(linesWith(MACHINE_PATH)).isEmpty();
    }

    private static Stream<String> linesWith(Pattern pattern) {
        return files(".")
                .flatMap(
                        file -> text(file).lines().filter(pattern.asPredicate()).map(line -> file + ": " + line));
    }

    /** Text files, by their ending; those without one are scripts. */
    private static Stream<Path> files(String folder) {
        List<Path> files = new ArrayList<>();
        try {
            Files.walkFileTree(Path.of(folder), new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    return NOT_OURS.contains(directory.getFileName().toString())
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    String name = file.getFileName().toString();
                    boolean text = !name.contains(".") || TEXTS.contains(name.substring(name.lastIndexOf('.') + 1));
                    if (attributes.isRegularFile() && text && !NOT_OURS.contains(name)) {
                        files.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
            return files.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
