package io.tagstream.taxonomy;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.clip.SharedData;
import io.tagstream.clip.checkpoint.Snapshot;
import io.tagstream.clip.text.ClipTokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What docs/default-taxonomy.md promises of the taxonomy that is built in. */
class DefaultTaxonomyTest {

    private static final byte[] FILE = file();

    private static final Taxonomy PHOTOS = TaxonomyYaml.read("photos.yaml", FILE);

    /** CLIP reads 77; the longest is far from it, so that a longer template still fits. */
    private static final int MOST_TOKENS = 32;

    private static final Pattern NEGATION =
            words("no|not|never|none|nothing|nobody|without|neither|nor|free of|\\w+n't");

    private static final Pattern COUNT = words("two|three|four|five|six|seven|eight|nine|ten|dozens?|[0-9]+");

    private static final Pattern WHAT_PEOPLE_ARE =
            words("m[ae]n|wom[ae]n|boys?|girls?|child|children|kids?|bab(y|ies)|toddlers?"
                    + "|teenagers?|adults?|old|young|elderly|seniors?|white|black|asian|african|arab|indian|beautiful|ugly|pretty"
                    + "|handsome|fat|thin|slim|disabled|sick|ill|pregnant|muslim|christian|jewish|hindu|gay|poor|rich");

    private static final Pattern WHITE_THINGS = Pattern.compile("white[ -](medical coat|chef's jacket|water)");

    @Test
    void isLargeAndHasSeveralLevels() {
        assertThat(PHOTOS.name()).isEqualTo("photos");
        assertThat(PHOTOS.facets()).hasSizeGreaterThanOrEqualTo(10);
        assertThat(tags()).allMatch(Tag::active).hasSizeBetween(400, 900);
        assertThat(PHOTOS.facets().stream().flatMap(facet -> facet.tags().stream()
                        .map(tag -> new Hierarchy(facet).ancestors(tag).size() + 1)))
                .contains(4)
                .allMatch(level -> level <= 4);
    }

    @Test
    void isCompiledInAMinuteAndWritesBackEqual() {
        assertThat(prompts().distinct().count()).isLessThan(4_500);
        assertThat(FILE.length).isLessThan(TaxonomyYaml.MAX_BYTES / 4);
        assertThat(TaxonomyYaml.read("again", TaxonomyYaml.write(PHOTOS).getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(PHOTOS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"de", "fr", "es"})
    void everythingHasANameInTheLanguageThatIsItsOwnInItsFacet(String language) {
        assertThat(PHOTOS.facets()).allSatisfy(facet -> {
            assertThat(facet.names()).containsKey(language);
            assertThat(facet.tags())
                    .allSatisfy(tag -> assertThat(tag.names()).as(tag.id()).containsKey(language));
            assertThat(repeated(facet, tag -> tag.names().get(language))).isEmpty();
        });
    }

    @Test
    void noTwoTagsOfAFacetHaveTheSameName() {
        assertThat(PHOTOS.facets())
                .allSatisfy(facet -> assertThat(repeated(facet, Tag::name)).isEmpty());
    }

    @Test
    void everyPromptIsShortToTheRealTokenizer() {
        Snapshot snapshot = Snapshot.read(SharedData.path("golden/tiny-clip"));
        try (ClipTokenizer tokenizer = new ClipTokenizer(
                snapshot.tokenizer().json(),
                snapshot.config().text().contextLength(),
                snapshot.config().text().vocabulary(),
                snapshot.tokenizer().preparation())) {
            assertThat(prompts().distinct().filter(prompt -> tokenizer.ids(prompt).length > MOST_TOKENS))
                    .isEmpty();
        }
    }

    @Test
    void promptsNeitherNegateNorCount() {
        assertThat(prompts().filter(NEGATION.asPredicate())).isEmpty();
        assertThat(prompts().filter(COUNT.asPredicate())).isEmpty();
        assertThat(List.of("one-person", "few-people", "crowd"))
                .allSatisfy(id ->
                        assertThat(PHOTOS.tag(id).orElseThrow().reliable()).isFalse());
    }

    @Test
    void nothingIsSaidOfWhatPeopleAre() {
        Stream<String> ofPeople = PHOTOS.facets().stream()
                .filter(facet -> Set.of("people", "clothes-and-gestures", "activity", "event")
                        .contains(facet.id()))
                .flatMap(DefaultTaxonomyTest::ofTags);

        assertThat(ofPeople.map(prompt -> WHITE_THINGS.matcher(prompt).replaceAll(""))
                        .filter(WHAT_PEOPLE_ARE.asPredicate()))
                .isEmpty();
    }

    /** An article or a plural, as in a caption: "a photo of dog" is in none. */
    @Test
    void wordsOfTagsAreWrittenOut() {
        assertThat(tags())
                .allSatisfy(tag -> assertThat(tag.words().size() + tag.prompts().size())
                        .as(tag.id())
                        .isPositive());
    }

    /**
     * A one-of group takes the confidence of the tag above it, so what the facet asks of that one would be asked twice; and on the
     * next level once more.
     */
    @Test
    void kindsBelowAnAnyOfTagHaveAThresholdOfTheirOwn() {
        assertThat(PHOTOS.facets())
                .filteredOn(facet -> facet.kind() == FacetKind.ANY_OF)
                .allSatisfy(facet -> assertThat(facet.tags())
                        .filteredOn(tag -> new Hierarchy(facet).kindOf(tag) == FacetKind.ONE_OF)
                        .allSatisfy(tag -> assertThat(tag.threshold())
                                .as(tag.id())
                                .hasValue(
                                        new Hierarchy(facet)
                                                                .kindOf(new Hierarchy(facet)
                                                                        .parent(tag)
                                                                        .orElseThrow())
                                                        == FacetKind.ONE_OF
                                                ? 0.3
                                                : 0.5)));
    }

    @Test
    void parentsAreReadBeforeTheirChildren() {
        assertThat(PHOTOS.facets()).allSatisfy(facet -> {
            Set<String> read = new HashSet<>();
            facet.tags().forEach(tag -> {
                assertThat(tag.parent().map(read::contains).orElse(true))
                        .as(tag.id())
                        .isTrue();
                read.add(tag.id());
            });
        });
    }

    @Test
    void theDocumentationCountsRight() throws IOException {
        String documentation = Files.readString(Path.of("docs/default-taxonomy.md"));

        assertThat(documentation)
                .contains("%d tags in %d facets"
                        .formatted(tags().size(), PHOTOS.facets().size()));
        assertThat(tags().stream().filter(tag -> !tag.reliable()))
                .allSatisfy(tag -> assertThat(documentation).contains("`" + tag.id() + "`"));
        assertThat(PHOTOS.facets()).allSatisfy(facet -> assertThat(documentation)
                .contains("| `%s` | %s | %d | %s | %s |"
                        .formatted(
                                facet.id(),
                                facet.kind().word(),
                                facet.tags().size(),
                                facet.tags().stream()
                                        .filter(tag -> !tag.reliable())
                                        .count(),
                                PHOTOS.threshold(facet))));
    }

    private static List<Tag> tags() {
        return PHOTOS.facets().stream().flatMap(facet -> facet.tags().stream()).toList();
    }

    /** All that CLIP is asked, backgrounds and negatives included. */
    private static Stream<String> prompts() {
        return PHOTOS.facets().stream()
                .flatMap(facet -> Stream.concat(ofTags(facet), PHOTOS.background(facet).stream()));
    }

    private static Stream<String> ofTags(Facet facet) {
        return facet.tags().stream()
                .flatMap(tag -> Stream.concat(PHOTOS.prompts(facet, tag).stream(), tag.negatives().stream()));
    }

    private static Stream<List<String>> repeated(Facet facet, Function<Tag, String> name) {
        Map<String, List<String>> ids = facet.tags().stream()
                .collect(groupingBy(tag -> name.apply(tag).toLowerCase(Locale.ROOT), mapping(Tag::id, toList())));
        return ids.values().stream().filter(same -> same.size() > 1);
    }

    private static Pattern words(String alternatives) {
        return Pattern.compile("\\b(" + alternatives + ")\\b", Pattern.CASE_INSENSITIVE);
    }

    private static byte[] file() {
        try (InputStream in =
                Objects.requireNonNull(Taxonomy.class.getResourceAsStream("photos.yaml"), "photos.yaml")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
