package io.tagstream.page;

import io.tagstream.catalog.PhotoRow;
import io.tagstream.photo.ContentHash;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A photo's page.
 *
 * @param picture address of its picture, if it has one
 * @param failure why it was rejected
 */
record PhotoView(
        String id,
        String status,
        Optional<String> picture,
        int width,
        int height,
        List<Fact> facts,
        Optional<String> failure,
        Optional<PhotoTagsView> tags) {

    /** Something that is known of it. */
    record Fact(String name, String value) {}

    static PhotoView of(PhotoRow row, Optional<PhotoTagsView> tags) {
        Optional<ContentHash> content = Optional.ofNullable(row.contentSha256).map(ContentHash::ofDigest);
        return new PhotoView(
                row.photoId,
                row.status,
                content.filter(_ -> row.status.equals("catalogued"))
                        .map(_ -> PagePaths.picture(row.number, content, PictureSize.LARGE)),
                Optional.ofNullable(row.width).orElse(1),
                Optional.ofNullable(row.height).orElse(1),
                facts(row),
                Optional.ofNullable(row.failureCode)
                        .map(code -> code + ": "
                                + Optional.ofNullable(row.failureDetail).orElse("")),
                tags);
    }

    public boolean catalogued() {
        return status.equals("catalogued");
    }

    public String encodedId() {
        return PagePaths.encoded(id);
    }

    private static List<Fact> facts(PhotoRow row) {
        List<Fact> facts = new ArrayList<>();
        add(facts, "Taken", Optional.ofNullable(row.takenAt).map(taken -> Say.clock(taken) + offset(row)));
        String camera = Stream.of(row.cameraMake, row.cameraModel)
                .flatMap(Stream::ofNullable)
                .collect(Collectors.joining(" "));
        add(facts, "Camera", Optional.of(camera).filter(text -> !text.isBlank()));
        add(facts, "Owner", Optional.ofNullable(row.owner));
        if (row.width != null && row.height != null) {
            add(facts, "Size", Optional.of("%s × %s pixels".formatted(Say.number(row.width), Say.number(row.height))));
        }
        String format = Optional.ofNullable(row.format).orElse("");
        add(facts, "File", Optional.ofNullable(row.byteSize).map(bytes -> (format + ", " + Say.bytes(bytes))));
        add(facts, "Uploaded", Optional.ofNullable(row.uploadedAt).map(Say::time));
        add(facts, "Tagged", Optional.of(Say.time(row.changedAt)));
        if (row.latitude != null && row.longitude != null) {
            add(facts, "Place", Optional.of(Say.decimal(row.latitude) + ", " + Say.decimal(row.longitude)));
        }
        row.attributes.forEach((name, value) -> add(facts, name, Optional.of(value)));
        add(facts, "Source", Optional.ofNullable(row.sourceUri));
        add(facts, "SHA-256", Optional.ofNullable(row.contentSha256).map(HexFormat.of()::formatHex));
        return facts;
    }

    private static String offset(PhotoRow row) {
        return row.takenOffsetMinutes == null
                ? ""
                : " " + ZoneOffset.ofTotalSeconds(row.takenOffsetMinutes * 60).getId();
    }

    private static void add(List<Fact> facts, String name, Optional<String> value) {
        value.ifPresent(text -> facts.add(new Fact(name, text)));
    }
}
