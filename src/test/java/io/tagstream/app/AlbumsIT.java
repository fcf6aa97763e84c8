package io.tagstream.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tagstream.evaluation.HeldOut;
import io.tagstream.local.WorkerProcess;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Albums of the held-out scenes through a whole worker, beside what the scenes show: pairs of colour and shape that no training saw. */
class AlbumsIT {

    private static final int PAIRS = 7;

    private static LocalTagstream tagstream;
    private static WorkerProcess worker;

    @BeforeAll
    static void start() {
        tagstream = new LocalTagstream().with("tagstream.album.max-photos", "251");
        worker = tagstream.startReadyWorker();
        List<String> files = new ArrayList<>(HeldOut.tags().keySet());
        Collections.shuffle(files, new Random(3));
        files.forEach(file -> tagstream.uploads.upload(
                file, LocalTagstream.HELD_OUT.resolve(file).toUri()));
        tagstream.uploads.flush();
        tagstream.readEventsUntil(
                "all are tagged", Duration.ofSeconds(90), () -> tagstream.events.size() >= files.size());
    }

    @AfterAll
    static void stop() {
        worker.close();
        tagstream.close();
    }

    /** The table in docs/albums.md. */
    @Test
    void albumsAreWhatScenesHaveInCommon() throws IOException, InterruptedException {
        System.out.println(
                "| way | albums | outside | purity, colour and shape | ARI | purity, colour | purity, shape |");
        System.out.println("| --- | --- | --- | --- | --- | --- | --- |");
        JsonNode parts = command("--k", "" + PAIRS, "--json", "--photos", "1000");
        JsonNode dense = command("--json", "--photos", "1000");
        print("k-means, k = 7", parts);
        print("HDBSCAN*", dense);

        assertThat(command("--k", "" + PAIRS, "--json", "--photos", "1000")).isEqualTo(parts);
        assertThat(command("--json", "--photos", "1000")).isEqualTo(dense);
        assertThat(parts.path("albums")).hasSize(PAIRS);
        assertThat(parts.path("outside").path("size").asInt()).isZero();
        assertThat(purity(parts, AlbumsIT::pair)).isGreaterThanOrEqualTo(0.6);
        assertThat(adjustedRand(parts)).isGreaterThanOrEqualTo(0.5);
        assertThat(dense.path("albums").size()).isGreaterThan(1);
        assertThat(purity(dense, AlbumsIT::pair)).isGreaterThanOrEqualTo(0.6);
        assertThat(names(parts)).doesNotHaveDuplicates();
        parts.path("albums").forEach(album -> assertThat(album.path("tags")).isNotEmpty());
    }

    @Test
    void restAnswersForAFilterAndNamesWhatIsWrong() throws IOException {
        JsonNode red = json("/albums?tag=red&k=2&photos=2", 200);

        assertThat(red.path("way").asText()).isEqualTo("parts");
        assertThat(red.path("photos").asInt())
                .isEqualTo((int) tagstream.count("select count(*) from photos_of_tag where tag_id = 'red'"));
        assertThat(red.path("albums")).hasSize(2).allSatisfy(album -> {
            assertThat(album.path("photos")).hasSizeBetween(1, 2);
            assertThat(album.path("name").asText()).isNotBlank();
            assertThat(album.path("density").asDouble()).isBetween(0.3, 1.0);
        });
        assertThat(json("/albums?tag=red&owner=nobody", 200).path("albums")).isEmpty();
        assertThat(json("/albums", 400).path("detail").asText())
                .isEqualTo(
                        "selection has more than 251 photos (tagstream.album.max-photos); narrow it by tag, owner or time");
        assertThat(json("/albums?k=seven", 400).path("detail").asText()).isEqualTo("k is seven; it has to be a number");
        assertThat(json("/albums?k=1", 400).path("detail").asText()).startsWith("k is 1;");
        assertThat(json("/albums?tag=red&photos=0", 400).path("detail").asText())
                .startsWith("photos is 0;");
        assertThat(json("/albums?q=sunset", 400).path("detail").asText()).startsWith("q has words for the model");
        assertThat(json("/albums?tag=unheard-of", 400).path("detail").asText()).startsWith("tag says unheard-of");
    }

    private static JsonNode json(String path, int status) throws IOException {
        HttpResponse<String> response = worker.get(path).orElseThrow();
        assertThat(response.statusCode()).as(path + " " + response.body()).isEqualTo(status);
        return new ObjectMapper().readTree(response.body());
    }

    private static JsonNode command(String... options) throws IOException, InterruptedException {
        Path out = Files.createTempFile("albums", ".json");
        Path err = Files.createTempFile("albums", ".err");
        List<String> arguments = new ArrayList<>(
                List.of("--database", tagstream.services.database().jdbcUrl(), "--user", "postgres"));
        arguments.addAll(List.of(options));
        int status = tagstream
                .start(out, err, "albums", arguments.toArray(String[]::new))
                .waitFor();
        assertThat(status).as(Files.readString(err)).isZero();
        return new ObjectMapper().readTree(out.toFile());
    }

    private static List<String> names(JsonNode albums) {
        List<String> names = new ArrayList<>();
        albums.path("albums").forEach(album -> names.add(album.path("name").asText()));
        return names;
    }

    private interface Kind {
        String of(List<String> shown);
    }

    /** Colour and shape, the first two facets. */
    private static String pair(List<String> shown) {
        return shown.get(0) + " " + shown.get(1);
    }

    private static void print(String way, JsonNode albums) {
        System.out.printf(
                "| %s | %d | %d | %.2f | %.2f | %.2f | %.2f |%n",
                way,
                albums.path("albums").size(),
                albums.path("outside").path("size").asInt(),
                purity(albums, AlbumsIT::pair),
                adjustedRand(albums),
                purity(albums, shown -> shown.get(0)),
                purity(albums, shown -> shown.get(1)));
        albums.path("albums")
                .forEach(album -> System.out.printf(
                        "  %s: %d%n",
                        album.path("name").asText(), album.path("size").asInt()));
    }

    /** Of the photos in albums, how many are of the kind that their album has most of. */
    private static double purity(JsonNode albums, Kind kind) {
        int most = 0;
        int all = 0;
        for (Map<String, Integer> album : counts(albums, kind)) {
            most += Collections.max(album.values());
            all += album.values().stream().mapToInt(Integer::intValue).sum();
        }
        return (double) most / all;
    }

    private static List<Map<String, Integer>> counts(JsonNode albums, Kind kind) {
        Map<String, List<String>> shown = HeldOut.tags();
        List<Map<String, Integer>> counts = new ArrayList<>();
        albums.path("albums").forEach(album -> {
            Map<String, Integer> count = new HashMap<>();
            album.path("photos").forEach(photo -> count.merge(kind.of(shown.get(photo.asText())), 1, Integer::sum));
            counts.add(count);
        });
        return counts;
    }

    /** Hubert and Arabie's index of pairs and albums, of photos that are in one: 0 by chance, 1 for the same. */
    private static double adjustedRand(JsonNode albums) {
        Map<String, Integer> kinds = new HashMap<>();
        double together = 0;
        double inAlbums = 0;
        int all = 0;
        for (Map<String, Integer> album : counts(albums, AlbumsIT::pair)) {
            int size = 0;
            for (Map.Entry<String, Integer> count : album.entrySet()) {
                together += pairs(count.getValue());
                size += count.getValue();
                kinds.merge(count.getKey(), count.getValue(), Integer::sum);
            }
            inAlbums += pairs(size);
            all += size;
        }
        double ofKinds = kinds.values().stream().mapToDouble(AlbumsIT::pairs).sum();
        double expected = inAlbums * ofKinds / pairs(all);
        return (together - expected) / ((inAlbums + ofKinds) / 2 - expected);
    }

    private static double pairs(int count) {
        return count * (count - 1) / 2.0;
    }
}
