package io.tagstream.learning;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.learning.DrawnCatalog.Scenes;
import io.tagstream.tagging.Fitting;
import io.tagstream.tagging.Tagger;
import io.tagstream.taxonomy.LabelMatrix;
import io.tagstream.taxonomy.TaxonomyYaml;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The scenes that are drawn here are those that the model was trained on. */
class DrawnSceneIT {

    @Test
    void theDemoModelKnowsThem() throws Exception {
        try (DrawnCatalog catalog = new DrawnCatalog()) {
            Path file = Path.of("src/demo-model/taxonomy.yaml");
            LabelMatrix labels = catalog.compile(TaxonomyYaml.read(file.toString(), Files.readAllBytes(file)));
            Tagger tagger = new Tagger(labels, Fitting.none(DrawnCatalog.MODEL), catalog.logitScale());
            Scenes scenes = catalog.draw(1_000, 1);
            int right = 0;
            for (int i = 0; i < scenes.count(); i++) {
                int scene = i;
                right += (int) tagger.tag(scenes.embedding(i)).tags().stream()
                        .filter(tag -> scenes.shows(scene, tag.tagId()))
                        .count();
            }
            System.out.printf("%d of %d tags of %d scenes%n", right, 5 * scenes.count(), scenes.count());
            assertThat(right / (5.0 * scenes.count())).isGreaterThan(0.95);
        }
    }
}
