package io.tagstream.encode;

import io.tagstream.clip.ClipModel;
import io.tagstream.clip.Embedding;
import io.tagstream.clip.TorchFailure;
import io.tagstream.clip.batch.BatchRunner;
import io.tagstream.clip.batch.Trouble;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** A model's vision tower as what runs batches. */
record PhotoRunner(ClipModel model) implements BatchRunner<byte[], Embedding> {

    @Override
    public String device() {
        return model.device().label();
    }

    @Override
    public List<Embedding> run(List<byte[]> pixels) {
        return model.embedImages(pixels);
    }

    @Override
    public Trouble troubleOf(RuntimeException failure) {
        return TorchFailure.troubleOf(failure);
    }

    @Override
    public void releaseMemory() {
        model.releaseMemory();
    }

    /**
     * The first batch of a size is slow, since memory is found and kernels are chosen for it. A GPU does every size in seconds; a
     * processor takes minutes for a large model and gains little, so that 1, 2, 4, … and the largest have to do.
     */
    @Override
    public List<List<byte[]>> warmUps(int largest) {
        byte[] black = new byte[3 * model.imageSize() * model.imageSize()];
        IntStream sizes = model.device().isGpu()
                ? IntStream.range(1, largest)
                : IntStream.iterate(1, size -> size < largest, size -> size * 2);
        return IntStream.concat(sizes, IntStream.of(largest))
                .mapToObj(size -> Collections.nCopies(size, black))
                .toList();
    }
}
