package io.tagstream.taxonomy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TaxonomyDocsTest {

    private static final Pattern EXAMPLE = Pattern.compile("(?ms)^```yaml\n(.*?)^```$");
    private static final Pattern FIELD = Pattern.compile("(?m)(?:^ *(?:- )?|\\{)([a-z]+):");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ((?:`[a-z]+`(?:, )?)+) \\|");

    @Test
    void theExampleIsATaxonomyThatUsesEveryFieldThatIsExplained() throws IOException {
        String page = Files.readString(Path.of("docs/taxonomy.md"));
        String example =
                EXAMPLE.matcher(page).results().findFirst().orElseThrow().group(1);

        Taxonomy taxonomy = Taxonomies.read(example);

        Set<String> explained = ROW.matcher(page)
                .results()
                .flatMap(row -> Pattern.compile("[a-z]+").matcher(row.group(1)).results())
                .map(MatchResult::group)
                .collect(Collectors.toSet());
        Set<String> used = FIELD.matcher(example)
                .results()
                .map(field -> field.group(1))
                .filter(field -> !field.equals("de"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(used).containsExactlyInAnyOrderElementsOf(explained);
        assertThat(taxonomy.tag("poodle")).isPresent();
    }
}
