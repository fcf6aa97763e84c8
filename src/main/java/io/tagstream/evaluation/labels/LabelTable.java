package io.tagstream.evaluation.labels;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.tagstream.evaluation.labels.ClaimReader.Reading;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A table of photos as CSV (RFC 4180), UTF-8 with or without a byte order mark; separated by commas, semicolons or tabs, whichever the
 * first line has most of. The first line names the columns:
 *
 * <pre>{@code
 * path,tags                         file,colour,shape
 * a.jpg,dog grass                   a.jpg,red,star
 * b.jpg,"cat; indoor"               b.jpg,-,            nothing of colour, shape not known
 * }</pre>
 *
 * <p>Several tags in a cell are separated by spaces, semicolons or bars. Both kinds of columns may stand side by side. Lines about the same
 * file add up, so a line for each tag is understood, too. Paths are relative to the table's folder.
 */
final class LabelTable {

    private static final int MAX_BYTES = 64 << 20;

    private static final List<String> PATH_COLUMNS = List.of("path", "file", "filename", "photo", "image");
    private static final List<String> TAG_COLUMNS = List.of("tags", "tag", "labels", "label");
    private static final List<Character> SEPARATORS = List.of(',', ';', '\t');
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[\\s;|]+");
    private static final String BYTE_ORDER_MARK = "\ufeff";

    /** What a line says of a column's facet, or of any. */
    private record Column(int index, Optional<String> facet) {}

    private record Row(int line, List<String> cells) {}

    private final Path table;
    private final ClaimReader claims;
    private final LabelCollector collector;

    LabelTable(Path table, ClaimReader claims, LabelCollector collector) {
        this.table = table.toAbsolutePath();
        this.claims = claims;
        this.collector = collector;
    }

    void read() {
        String text = text();
        List<Row> rows = rows(text);
        if (rows.isEmpty()) {
            throw new LabelException(
                    place(1) + ": the table is empty; its first line names the columns, such as path,tags");
        }
        List<String> head = rows.getFirst().cells();
        int path = pathColumn(rows.getFirst());
        List<Column> columns = columns(rows.getFirst(), path);
        rows.stream().skip(1).forEach(row -> read(row, head, path, columns));
    }

    private String text() {
        try (var in = Files.newInputStream(table)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new LabelException("%s has more than %d MB".formatted(table, MAX_BYTES >> 20));
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new LabelException(table + " is not UTF-8", e);
        } catch (IOException e) {
            throw new LabelException("%s cannot be read: %s".formatted(table, e), e);
        }
    }

    private List<Row> rows(String text) {
        CsvMapper mapper = CsvMapper.builder()
                .enable(CsvParser.Feature.WRAP_AS_ARRAY)
                .enable(CsvParser.Feature.TRIM_SPACES)
                .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
                .build();
        CsvSchema schema = CsvSchema.emptySchema().withColumnSeparator(separator(text));
        List<Row> rows = new ArrayList<>();
        int line = 1;
        try (CsvParser parser = mapper.getFactory().createParser(text)) {
            parser.setSchema(schema);
            parser.nextToken(); // of the array of all rows
            while (parser.nextToken() == JsonToken.START_ARRAY) {
                line = parser.currentLocation().getLineNr();
                Row row = row(parser);
                if (row.cells().stream().anyMatch(cell -> !cell.isEmpty())) {
                    rows.add(row);
                }
            }
            return rows;
        } catch (JacksonException e) {
            throw new LabelException("%s: %s".formatted(place(line), e.getOriginalMessage()), e);
        } catch (IOException e) {
            throw new IllegalStateException("reading a string does no I/O", e);
        }
    }

    private static Row row(CsvParser parser) throws IOException {
        List<String> cells = new ArrayList<>();
        int line = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            line = cells.isEmpty() ? parser.currentTokenLocation().getLineNr() : line;
            cells.add(parser.getText().strip());
        }
        return new Row(line, cells);
    }

    private static char separator(String text) {
        String head = text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
        return SEPARATORS.stream()
                .max(Comparator.comparingLong(
                        separator -> head.chars().filter(c -> c == separator).count()))
                .orElseThrow();
    }

    private int pathColumn(Row head) {
        List<Integer> found = indices(head, PATH_COLUMNS);
        if (found.size() != 1) {
            throw new LabelException(
                    "%s: one column has to be named path, file, filename, photo or image; there are %d such among %s"
                            .formatted(place(head.line()), found.size(), String.join(", ", head.cells())));
        }
        return found.getFirst();
    }

    private static List<Integer> indices(Row head, List<String> names) {
        List<Integer> indices = new ArrayList<>();
        for (int i = 0; i < head.cells().size(); i++) {
            if (names.contains(head.cells().get(i).toLowerCase(Locale.ROOT))) {
                indices.add(i);
            }
        }
        return indices;
    }

    private List<Column> columns(Row head, int path) {
        List<Integer> tags = indices(head, TAG_COLUMNS);
        List<Column> columns = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (int i = 0; i < head.cells().size(); i++) {
            String name = head.cells().get(i);
            Optional<String> facet = claims.facet(name).map(each -> each.id());
            if (tags.contains(i) || facet.isPresent()) {
                columns.add(new Column(i, tags.contains(i) ? Optional.empty() : facet));
            } else if (i != path && !name.isEmpty()) {
                others.add(name);
            }
        }
        if (columns.isEmpty()) {
            throw new LabelException("%s: no column is named tags or after a facet of the taxonomy; there are %s"
                    .formatted(place(head.line()), String.join(", ", head.cells())));
        }
        if (!others.isEmpty()) {
            collector.notice("columns that are no facet of the taxonomy were not read: " + String.join(", ", others));
        }
        return columns;
    }

    private void read(Row row, List<String> head, int path, List<Column> columns) {
        if (row.cells().size() != head.size()) {
            collector.problem(
                    place(row.line()),
                    "has %d cells, where the first line has %d"
                            .formatted(row.cells().size(), head.size()));
            return;
        }
        String name = row.cells().get(path);
        if (name.isEmpty()) {
            collector.problem(place(row.line()), "names no photo");
            return;
        }
        try {
            Path file = table.resolveSibling(name).normalize();
            Reading reading = reading(row, columns);
            reading.problems().forEach(problem -> collector.problem(place(row.line()), problem));
            collector.add(file, place(row.line()), name, file, reading);
        } catch (InvalidPathException e) {
            collector.problem(place(row.line()), "\"%s\" is no path of a file".formatted(name));
        }
    }

    private Reading reading(Row row, List<Column> columns) {
        return columns.stream()
                .flatMap(column -> BETWEEN_WORDS
                        .splitAsStream(row.cells().get(column.index()))
                        .filter(word -> !word.isEmpty())
                        .map(word -> reading(column, word)))
                .reduce(Reading.NOTHING, Reading::and);
    }

    private Reading reading(Column column, String word) {
        return column.facet().isPresent() ? claims.tag(column.facet().flatMap(claims::facet), word) : claims.word(word);
    }

    private String place(int line) {
        return "%s:%d".formatted(table.getFileName(), line);
    }
}
