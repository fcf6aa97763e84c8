package io.tagstream.page;

import io.tagstream.catalog.PhotoSources.Known;
import io.tagstream.decode.Decoder;
import io.tagstream.decode.Thumbnail;
import io.tagstream.failure.Failure;
import io.tagstream.failure.FailureCode;
import io.tagstream.fetch.Fetcher;
import io.tagstream.fetch.PhotoContent;
import io.tagstream.pipeline.Quarantine;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.EnumMap;
import java.util.Map;

/** By the flow's own fetcher, decoder and quarantine, with their limits. Nothing is repeated: whoever looks may look again. */
@Singleton
final class SourcePictures implements PictureMaker {

    private final Fetcher fetcher;
    private final Quarantine quarantine;
    private final Map<PictureSize, Decoder> decoders = new EnumMap<>(PictureSize.class);

    SourcePictures(Fetcher fetcher, Decoder decoder, Quarantine quarantine) {
        this.fetcher = fetcher;
        this.quarantine = quarantine;
        for (PictureSize size : PictureSize.values()) {
            decoders.put(size, decoder.keeping(size.longest()));
        }
    }

    @Override
    public byte[] make(Known photo, PictureSize size) {
        URI source = photo.source()
                .map(URI::create)
                .orElseThrow(() -> new Failure(
                        FailureCode.SOURCE_NOT_FOUND, "the catalog does not know where the photo's bytes are"));
        Decoder decoder = decoders.get(size);
        try (PhotoContent content = fetcher.fetch(source)) {
            if (!content.hash().equals(photo.content())) {
                throw new Failure(FailureCode.SOURCE_CHANGED, "its source has other bytes than when it was catalogued");
            }
            return quarantine.decode(
                    photo.id(),
                    content.hash(),
                    () -> Thumbnail.jpeg(decoder.decode(content.bytes()).image(), size.longest()));
        }
    }
}
