package io.tagstream.app.cli;

import io.tagstream.clip.ClipModel;
import io.tagstream.clip.Embedding;
import io.tagstream.encode.Encoder;
import io.tagstream.search.SearchModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A command's model as a search needs it, loaded when it is needed first, by the one thread that a command has. */
final class CommandModel implements SearchModel, AutoCloseable {

    private final Supplier<ClipModel> loader;
    private Optional<ClipModel> loaded = Optional.empty();

    CommandModel(Supplier<ClipModel> loader) {
        this.loader = loader;
    }

    @Override
    public Encoder.Identity identity() {
        return new Encoder.Identity(model().name(), model().digest(), model().dimensions());
    }

    @Override
    public Embedding embed(String text) {
        return model().embedTexts(List.of(text)).getFirst();
    }

    /** A picture on the disk. */
    Embedding embed(Path picture) {
        return new PhotoFile(model()).embedding(picture);
    }

    @Override
    public int tokens(String text) {
        return model().textLength(text);
    }

    @Override
    public int contextLength() {
        return model().contextLength();
    }

    private ClipModel model() {
        if (loaded.isEmpty()) {
            loaded = Optional.of(loader.get());
        }
        return loaded.get();
    }

    @Override
    public void close() {
        loaded.ifPresent(ClipModel::close);
    }
}
