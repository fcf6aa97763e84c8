package io.tagstream.likeness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tagstream.clip.ArchiveImporter;
import io.tagstream.clip.ClipDevice;
import io.tagstream.clip.ClipModel;
import io.tagstream.clip.ClipOptions;
import io.tagstream.clip.Embedding;
import io.tagstream.clip.archive.Precision;
import io.tagstream.decode.DecodeLimits;
import io.tagstream.decode.DecodedPhoto;
import io.tagstream.decode.Decoder;
import io.tagstream.decode.PerceptualHash;
import io.tagstream.decode.PictureCells;
import io.tagstream.likeness.Variants.Variant;
import io.tagstream.likeness.Variants.Wanted;
import io.tagstream.photo.ContentHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Why the thresholds are what they are: a run prints the tables of docs/likenesses.md. The model is the demo's, which knows scenes only. */
class ThresholdsIT {

    private static final Path DEMO = Path.of("src/demo-model");
    private static final Path PHOTOS = Path.of("../shared/data/photos");

    /** Every so many a scene gets variants; all are compared with each other. */
    private static final int STRIDE = 4;

    /** What is asked too much: a number of six digits on a form, of which one or two differ. */
    private static final double MOST_FORMS = 0.08;

    private static final Thresholds THRESHOLDS = Thresholds.DEFAULTS;

    @TempDir
    static Path directory;

    private static ClipModel model;
    private static Decoder decoder;

    /** A picture and where it came from. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Picture(String name, byte[] file, Fingerprint print) {}

    /** How the pairs of one row were judged. */
    private static final class Row {

        private final List<Evidence> pairs = new ArrayList<>();

        void add(Evidence evidence) {
            pairs.add(evidence);
        }

        double share(Predicate<Evidence> condition) {
            return (double) pairs.stream().filter(condition).count() / pairs.size();
        }

        int bits(double quantile) {
            int[] sorted = pairs.stream()
                    .mapToInt(pair -> pair.hashDistance().orElse(64))
                    .sorted()
                    .toArray();
            return sorted[(int) Math.min(sorted.length - 1L, (long) (quantile * sorted.length))];
        }

        double cosine(double quantile) {
            double[] sorted =
                    pairs.stream().mapToDouble(Evidence::cosine).sorted().toArray();
            return sorted[(int) Math.min(sorted.length - 1L, (long) (quantile * sorted.length))];
        }

        double cells(double quantile) {
            double[] sorted = pairs.stream()
                    .mapToDouble(pair -> pair.cellDifference().orElse(255))
                    .sorted()
                    .toArray();
            return sorted[(int) Math.min(sorted.length - 1L, (long) (quantile * sorted.length))];
        }

        void print(String name) {
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %d | %d, %d, %d | %.0f, %.0f, %.0f | %.3f, %.3f | %.1f %% | %.1f %% | %.1f %% |%n",
                    name,
                    pairs.size(),
                    bits(0),
                    bits(0.5),
                    bits(1),
                    cells(0),
                    cells(0.5),
                    cells(1),
                    cosine(0.05),
                    cosine(0.5),
                    100 * share(is(LikenessKind.SAME_PICTURE)),
                    100 * share(is(LikenessKind.NEAR_DUPLICATE)),
                    100 * share(ThresholdsIT::sameByHashAlone));
        }
    }

    private static Predicate<Evidence> is(LikenessKind kind) {
        return evidence -> THRESHOLDS.kind(evidence).equals(Optional.of(kind));
    }

    private static boolean isCalledSomething(Evidence evidence) {
        return THRESHOLDS.kind(evidence).isPresent();
    }

    private static boolean sameByHashAlone(Evidence evidence) {
        return evidence.hashDistance().orElse(64) <= THRESHOLDS.sameHash() && evidence.sameShape();
    }

    @BeforeAll
    static void load() {
        model = ClipModel.load(
                new ArchiveImporter(directory).importSnapshot(DEMO.resolve("snapshot"), Precision.FLOAT32),
                new ClipOptions("drawn-scenes", ClipDevice.CPU, 1));
        decoder = new Decoder(DecodeLimits.DEFAULTS, model.imageSize());
    }

    @AfterAll
    static void close() {
        model.close();
    }

    @Test
    void scenesAreToldApartAndTheirVariantsAreFound() throws IOException {
        List<Picture> scenes = new ArrayList<>(pictures(DEMO.resolve("heldout")));
        scenes.addAll(pictures(DEMO.resolve("samples")));
        Map<String, Wanted> wanted = new LinkedHashMap<>();
        Map<String, Row> rows = rows(scenes, STRIDE, wanted);
        Row others = new Row();
        Row hard = new Row();
        for (int i = 0; i < scenes.size(); i++) {
            for (int j = 0; j < i; j++) {
                Evidence pair = Evidence.of(scenes.get(i).print, scenes.get(j).print);
                (caption(scenes.get(i)).equals(caption(scenes.get(j))) ? hard : others).add(pair);
            }
        }
        System.out.println("drawn scenes, demo model");
        rows.forEach((name, row) -> row.print(name));
        hard.print("another scene, same colour and shape");
        others.print("another scene");

        assertThat(hard.share(ThresholdsIT::isCalledSomething)).isZero();
        assertThat(others.share(ThresholdsIT::isCalledSomething)).isZero();
        rows.forEach((name, row) -> {
            double same = row.share(is(LikenessKind.SAME_PICTURE));
            double near = same + row.share(is(LikenessKind.NEAR_DUPLICATE));
            switch (wanted.get(name)) {
                // Of these scenes, a quarter is a thumbnail of 24 pixels.
                case SAME ->
                    assertThat(name.startsWith("a quarter") ? near : same)
                            .as(name)
                            .isGreaterThan(0.6);
                case NEAR, EITHER -> assertThat(same).as(name).isLessThanOrEqualTo(near);
                case OTHER -> assertThat(near).as(name).isZero();
            }
        });
    }

    @Test
    void photosAreToldApartAndTheirVariantsAreFound() throws IOException {
        assumeTrue(Files.isDirectory(PHOTOS), "the real photos are not here");
        List<Picture> photos = pictures(PHOTOS);
        Map<String, Wanted> wanted = new LinkedHashMap<>();
        Map<String, Row> rows = rows(photos, 1, wanted);
        Row others = new Row();
        for (int i = 0; i < photos.size(); i++) {
            for (int j = 0; j < i; j++) {
                others.add(Evidence.of(photos.get(i).print, photos.get(j).print));
            }
        }
        System.out.println("photos");
        rows.forEach((name, row) -> row.print(name));
        others.print("another photo");
        assertThat(others.share(ThresholdsIT::sameByHashAlone)).isZero();
        assertThat(others.share(ThresholdsIT::isCalledSomething)).isZero();
        wanted.forEach((name, kind) -> {
            double same = rows.get(name).share(is(LikenessKind.SAME_PICTURE));
            if (kind == Wanted.SAME) {
                assertThat(same).as(name).isEqualTo(1);
            }
            if (name.startsWith("cropped") || name.startsWith("mirrored") || name.startsWith("written")) {
                assertThat(same).as(name).isZero();
            }
        });
    }

    /** The demo model has never seen the like, so its cosines say little here: what tells these apart is the hash, or nothing. */
    @Test
    void picturesThatAreHardForAHashAreToldApart() throws IOException {
        Map<String, List<byte[]>> hard = new LinkedHashMap<>();
        hard.put("another page", Collisions.pages());
        hard.put("another screen", Collisions.screens());
        hard.put("another form", Collisions.forms());
        hard.put("another night", Collisions.nights());
        hard.put("other colours", Collisions.colours());
        for (Map.Entry<String, List<byte[]>> list : hard.entrySet()) {
            List<Fingerprint> prints =
                    list.getValue().stream().map(ThresholdsIT::print).toList();
            Row row = new Row();
            for (int i = 0; i < prints.size(); i++) {
                for (int j = 0; j < i; j++) {
                    row.add(Evidence.of(prints.get(i), prints.get(j)));
                }
            }
            row.print(list.getKey());
            double most = list.getKey().equals("another form") ? MOST_FORMS : 0.01;
            assertThat(row.share(is(LikenessKind.SAME_PICTURE)))
                    .as(list.getKey())
                    .isLessThan(most);
        }
    }

    private static Map<String, Row> rows(List<Picture> originals, int stride, Map<String, Wanted> wanted)
            throws IOException {
        Map<String, Row> rows = new LinkedHashMap<>();
        for (int i = 0; i < originals.size(); i += stride) {
            Picture original = originals.get(i);
            for (Variant variant : Variants.of(original.file)) {
                wanted.put(variant.name(), variant.wanted());
                rows.computeIfAbsent(variant.name(), name -> new Row())
                        .add(Evidence.of(original.print, print(variant.file())));
            }
        }
        return rows;
    }

    /** Colour and shape, which the file's name says. */
    private static String caption(Picture scene) {
        return scene.name.replaceAll("-\\d+\\..*", "");
    }

    private static List<Picture> pictures(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Picture> pictures = new ArrayList<>();
            for (Path file : files.filter(path -> path.toString().matches(".*\\.(jpg|png)"))
                    .sorted()
                    .toList()) {
                byte[] bytes = Files.readAllBytes(file);
                pictures.add(new Picture(file.getFileName().toString(), bytes, print(bytes)));
            }
            return pictures;
        }
    }

    private static Fingerprint print(byte[] file) {
        DecodedPhoto photo = decoder.decode(file);
        Embedding embedding =
                model.embedImages(List.of(model.preprocess(photo.image()))).getFirst();
        return new Fingerprint(
                0,
                ContentHash.of(file),
                PerceptualHash.of(photo.image()),
                Optional.of(PictureCells.of(photo.image())),
                photo.width(),
                photo.height(),
                Optional.empty(),
                embedding);
    }
}
