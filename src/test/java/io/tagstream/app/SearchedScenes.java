package io.tagstream.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.tagstream.local.LocalDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** Scenes in the catalog of a running worker, and what is asked of it, whatever database they are in. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SearchedScenes {

    static final String PROBLEM = "application/problem+json";

    private final Function<Path, LocalDatabase> database;
    private Optional<ScenesToSearch> running = Optional.empty();

    SearchedScenes(Function<Path, LocalDatabase> database) {
        this.database = database;
    }

    @BeforeAll
    void start() {
        running = Optional.of(new ScenesToSearch(database));
    }

    @AfterAll
    void stop() {
        running.ifPresent(ScenesToSearch::close);
    }

    ScenesToSearch catalog() {
        return running.orElseThrow();
    }

    RequestSpecification api() {
        return given().baseUri(catalog().worker.address().toString());
    }

    List<String> tagged(String tag) {
        return column("select photo_id from photos_of_tag where tag_id = '" + tag + "'");
    }

    JsonPath find(Map<String, ?> parameters) {
        return api().queryParams(parameters)
                .get("/search")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    JsonPath counts(Map<String, ?> parameters) {
        return api().queryParams(parameters)
                .get("/search/counts")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    ValidatableResponse problem(Map<String, ?> parameters, int status) {
        return api().queryParams(parameters)
                .get("/search")
                .then()
                .statusCode(status)
                .contentType(PROBLEM);
    }

    List<String> allPages(Map<String, ?> parameters) {
        List<String> all = new ArrayList<>();
        JsonPath page = find(parameters);
        all.addAll(ids(page));
        while (page.getString("next") != null) {
            Map<String, Object> further = new HashMap<>(parameters);
            further.put("after", page.getString("next"));
            page = find(further);
            assertThat(ids(page)).isNotEmpty();
            all.addAll(ids(page));
        }
        return all;
    }

    static List<String> ids(JsonPath page) {
        return page.getList("photos.photoId", String.class);
    }

    List<String> column(String sql) {
        return catalog().tagstream.query(sql).stream().map(List::getFirst).toList();
    }

    Map<String, Long> rows(String sql) {
        Map<String, Long> counts = new TreeMap<>();
        catalog().tagstream.query(sql).forEach(row -> counts.put(row.get(0), Long.valueOf(row.get(1))));
        return counts;
    }

    static Map<String, Long> map(JsonPath counts, String list, String key) {
        Map<String, Long> map = new TreeMap<>();
        List<Map<String, Object>> entries = counts.getList(list);
        entries.forEach(one -> map.put(String.valueOf(one.get(key)), ((Number) one.get("photos")).longValue()));
        return map;
    }
}
