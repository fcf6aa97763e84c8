package io.tagstream.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.catalog.RejectedPhotos.RejectedPhoto;
import io.tagstream.intake.Retries.Obstacle;
import io.tagstream.photo.PhotoId;
import io.tagstream.photo.PhotoUpload;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RetryIT tries photos again for real. */
class RetriesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3://photos/1.jpg",
                "https://photos.example.org/1.jpg?size=large&version=hidden",
                "https://photos.example.org/hidden",
                "file:///photos/1.jpg"
            })
    void anAddressThatIsKeptWholeIsNoObstacle(String source) {
        assertThat(Retries.obstacle(photo(Optional.of(published(source))))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://photos.example.org/1.jpg?X-Amz-Date=20260504&X-Amz-Signature=12ab",
                "https://photos.example.org/1.jpg?sig=12ab",
                "https://photos.example.org/1.jpg?access_token=12ab&size=large"
            })
    void aSignatureIsNotKeptSoTheAddressIsOfNoUse(String source) {
        assertThat(Retries.obstacle(photo(Optional.of(published(source))))).contains(Obstacle.SECRET_NOT_KEPT);
    }

    @Test
    void whatHasNoAddressCannotBeTried() {
        RejectedPhoto photo = photo(Optional.empty());

        assertThat(Retries.obstacle(photo)).contains(Obstacle.NO_SOURCE);
    }

    private static String published(String source) {
        return new PhotoUpload(
                        new PhotoId("p1"),
                        URI.create(source),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of())
                .publishedSource();
    }

    private static RejectedPhoto photo(Optional<String> source) {
        return new RejectedPhoto(
                1,
                new PhotoId("p1"),
                "SOURCE_NOT_FOUND",
                "it is not there",
                source,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Instant.EPOCH);
    }
}
