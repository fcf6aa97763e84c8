package io.tagstream;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The contracts as they are written down: docs/schemas and docs/events.md. */
public final class Contracts {

    private static final Path SCHEMAS = Path.of("docs/schemas");
    private static final Path EVENTS = Path.of("docs/events.md");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```json ([a-z0-9 ]+)\n(.*?)^```$");
    private static final Pattern CODE = Pattern.compile("(?m)^\\| `([A-Z_]+)` \\|");

    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

    private Contracts() {}

    /** What the schema says against the message; empty if nothing. */
    public static List<String> violations(String schema, String message) {
        return violations(REGISTRY.getSchema(read(SCHEMAS.resolve(schema + ".schema.json"))), message);
    }

    /** What the meta-schema says against the schema; empty if nothing. */
    static List<String> violationsOfSchema(Path schema) {
        SchemaLocation meta = SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId());
        return violations(REGISTRY.getSchema(meta), read(schema));
    }

    static List<Path> schemas() {
        try (Stream<Path> files = Files.list(SCHEMAS)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The JSON of docs/events.md in blocks with this label. */
    public static List<String> examples(String label) {
        return BLOCK.matcher(read(EVENTS))
                .results()
                .filter(block -> block.group(1).equals(label))
                .map(block -> block.group(2))
                .toList();
    }

    /** The failure codes that docs/events.md explains, in its order. */
    public static List<String> codes() {
        return CODE.matcher(read(EVENTS))
                .results()
                .map((MatchResult row) -> row.group(1))
                .toList();
    }

    private static List<String> violations(Schema schema, String message) {
        return schema.validate(message, InputFormat.JSON).stream()
                .map(Error::toString)
                .toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
