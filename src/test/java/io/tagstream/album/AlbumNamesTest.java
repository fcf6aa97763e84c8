package io.tagstream.album;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.album.Albums.AlbumTag;
import io.tagstream.clip.Embedding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Names by the tags that set an album apart. */
class AlbumNamesTest {

    private static final KnownTag ANIMAL = new KnownTag(1, "animal", "animal", Set.of());
    private static final KnownTag DOG = new KnownTag(2, "dog", "dog", Set.of(1));
    private static final KnownTag OUTDOORS = new KnownTag(3, "outdoor", "outdoors", Set.of());
    private static final KnownTag BEACH = new KnownTag(4, "beach", "beach", Set.of(3));
    private static final KnownTag FOREST = new KnownTag(5, "forest", "forest", Set.of(3));

    private final List<SelectedPhoto> dogs = photos(10, 1, 2, 3);
    private final List<SelectedPhoto> beach = photos(10, 3, 4);
    private final List<SelectedPhoto> forest = photos(10, 3, 5);
    private final List<SelectedPhoto> selection = new ArrayList<>();
    private final AlbumNames names;

    AlbumNamesTest() {
        selection.addAll(dogs);
        selection.addAll(beach);
        selection.addAll(forest);
        names = new AlbumNames(List.of(ANIMAL, DOG, OUTDOORS, BEACH, FOREST), selection);
    }

    @Test
    void whatEverybodyHasSaysNothing() {
        assertThat(names.tagsOf(beach).getFirst()).isEqualTo(new AlbumTag("beach", "beach", 1, 3));
    }

    @Test
    void theSpecificTagIsBeforeTheGeneralOne() {
        List<AlbumTag> tags = names.tagsOf(dogs);

        assertThat(tags)
                .extracting(AlbumTag::id)
                .as("and its general one is not said twice")
                .containsExactly("dog", "outdoor");
    }

    @Test
    void aSecondTagMakesNamesUniqueAndThenANumber() {
        AlbumTag dog = new AlbumTag("dog", "dog", 1, 2);
        AlbumTag sea = new AlbumTag("beach", "beach", 0.5, 2);

        assertThat(AlbumNames.of(List.of(List.of(dog, sea), List.of(dog), List.of(sea), List.of(dog), List.of())))
                .containsExactly("dog, beach", "dog", "beach", "dog (2)", "Without tags");
    }

    private static List<SelectedPhoto> photos(int count, Integer... tags) {
        List<SelectedPhoto> photos = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            photos.add(new SelectedPhoto(
                    tags[tags.length - 1] + "-" + i, Optional.empty(), new Embedding(new float[] {1}), Set.of(tags)));
        }
        return photos;
    }
}
