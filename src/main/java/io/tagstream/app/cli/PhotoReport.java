package io.tagstream.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tagstream.catalog.PhotoFacts;
import io.tagstream.decode.Exif;
import io.tagstream.failure.Failure;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What was found out about one file. */
sealed interface PhotoReport {

    JsonMapper JSON = JsonMapper.builder().build();

    Path file();

    /** By name, in the order in which people read it; values are texts, numbers, or maps of those. */
    Map<String, Object> fields();

    default boolean isFine() {
        return this instanceof Fine;
    }

    /** The file's name, and a line for each field. */
    default String text() {
        return fields().entrySet().stream()
                .map(field -> "  %-15s %s".formatted(field.getKey(), shown(field.getValue())))
                .collect(Collectors.joining("\n", file() + "\n", ""));
    }

    default String json() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("file", file().toString());
        all.putAll(fields());
        try {
            return JSON.writeValueAsString(all);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String shown(Object value) {
        return value instanceof Map<?, ?> parts
                ? parts.values().stream().map(PhotoReport::shown).collect(Collectors.joining(" "))
                : String.valueOf(value);
    }

    /**
     * Would be catalogued.
     *
     * @param decodedWidth pixels of the picture that the model's is made of
     * @param decodedHeight pixels of the picture that the model's is made of
     * @param pixels where the model's picture was written
     */
    record Fine(Path file, PhotoFacts facts, int decodedWidth, int decodedHeight, Optional<Path> pixels, long millis)
            implements PhotoReport {

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            Exif exif = facts.exif();
            fields.put("outcome", "ok");
            fields.put("format", facts.format());
            fields.put("byteSize", facts.byteSize());
            fields.put("width", facts.width());
            fields.put("height", facts.height());
            fields.put("orientation", facts.orientation());
            fields.put("decodedWidth", decodedWidth);
            fields.put("decodedHeight", decodedHeight);
            exif.takenAt().ifPresent(time -> fields.put("takenAt", time.toString()));
            exif.takenOffset().ifPresent(offset -> fields.put("takenOffset", offset.getId()));
            camera(exif).ifPresent(camera -> fields.put("camera", camera));
            exif.position().ifPresent(position -> fields.put("position", place(position)));
            fields.put("perceptualHash", HexFormat.of().toHexDigits(facts.perceptualHash()));
            fields.put("contentSha256", facts.hash().hex());
            pixels.ifPresent(path -> fields.put("pixels", path.toString()));
            fields.put("milliseconds", millis);
            return fields;
        }

        private static Optional<Map<String, String>> camera(Exif exif) {
            Map<String, String> camera = new LinkedHashMap<>();
            exif.cameraMake().ifPresent(make -> camera.put("make", make));
            exif.cameraModel().ifPresent(model -> camera.put("model", model));
            return camera.isEmpty() ? Optional.empty() : Optional.of(camera);
        }

        private static Map<String, Double> place(Exif.Position position) {
            Map<String, Double> place = new LinkedHashMap<>();
            place.put("latitude", position.latitude());
            place.put("longitude", position.longitude());
            return place;
        }
    }

    /** Would be rejected. */
    record Rejected(Path file, Failure failure, long millis) implements PhotoReport {

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("outcome", "rejected");
            fields.put("code", failure.code().name());
            fields.put("detail", failure.detail());
            fields.put("milliseconds", millis);
            return fields;
        }
    }

    /** Cannot be looked at. */
    record Unreadable(Path file, String reason) implements PhotoReport {

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("outcome", "unreadable");
            fields.put("detail", reason);
            return fields;
        }
    }
}
