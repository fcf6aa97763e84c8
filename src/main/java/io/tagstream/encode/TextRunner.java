package io.tagstream.encode;

import io.tagstream.clip.ClipModel;
import io.tagstream.clip.Embedding;
import io.tagstream.clip.TorchFailure;
import io.tagstream.clip.batch.BatchRunner;
import io.tagstream.clip.batch.Trouble;
import java.util.List;

/** A model's text tower as what runs batches. Texts have so many lengths that there is no warming up for them. */
record TextRunner(ClipModel model) implements BatchRunner<String, Embedding> {

    @Override
    public String device() {
        return model.device().label();
    }

    @Override
    public List<Embedding> run(List<String> texts) {
        return model.embedTexts(texts);
    }

    @Override
    public Trouble troubleOf(RuntimeException failure) {
        return TorchFailure.troubleOf(failure);
    }

    @Override
    public void releaseMemory() {
        model.releaseMemory();
    }
}
