package io.tagstream.app.cli;

import io.tagstream.clip.ClipModel;
import io.tagstream.clip.Embedding;
import io.tagstream.clip.ModelId;
import io.tagstream.decode.Thumbnail;
import io.tagstream.evaluation.Evaluation;
import io.tagstream.evaluation.JudgedPhoto;
import io.tagstream.evaluation.TagScorer;
import io.tagstream.evaluation.TagTree;
import io.tagstream.evaluation.Truth;
import io.tagstream.evaluation.labels.LabelledPhoto;
import io.tagstream.failure.Failure;
import io.tagstream.tagging.Fitting;
import io.tagstream.tagging.ReleaseId;
import io.tagstream.tagging.Tagger;
import io.tagstream.taxonomy.LabelMatrix;
import io.tagstream.taxonomy.Problem;
import io.tagstream.taxonomy.Taxonomy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** From labelled photos to an evaluation, with one model and one taxonomy, by the steps of the worker. */
final class EvaluationRun {

    /** Small enough to stand in the report by itself. */
    private static final int THUMBNAIL_SIDE = 160;

    private final ClipModel model;
    private final PhotoFile files;
    private final TagTree tree;
    private final Tagger tagger;
    private final boolean complete;

    EvaluationRun(ClipModel model, Taxonomy taxonomy, Fitting fitting, boolean complete) {
        this.model = model;
        this.files = new PhotoFile(model);
        this.tree = new TagTree(taxonomy);
        this.tagger = new Tagger(
                LabelMatrix.compile(taxonomy, model.digest(), model::embedTexts),
                fitting,
                model.head().scale());
        this.complete = complete;
    }

    ModelId model() {
        return model.id();
    }

    ReleaseId release() {
        return tagger.release();
    }

    /** @param problems told of photos that cannot be read */
    Evaluation evaluate(List<LabelledPhoto> photos, PhotoProgress progress, Consumer<Problem> problems) {
        TagScorer scorer = new TagScorer(tree, tagger);
        List<JudgedPhoto> judged = new ArrayList<>();
        new PhotoBatches(model, files)
                .embed(photos.stream().map(LabelledPhoto::file).toList(), new PhotoBatches.Receiver() {
                    @Override
                    public void embedded(int index, Embedding embedding) {
                        LabelledPhoto photo = photos.get(index);
                        Truth truth = Truth.of(tree, photo.claims(), complete);
                        judged.add(new JudgedPhoto(tree, photo.name(), photo.file(), truth, scorer.scores(embedding)));
                        progress.reached(index + 1);
                    }

                    @Override
                    public void failed(int index, Failure failure) {
                        LabelledPhoto photo = photos.get(index);
                        String what = "%s: %s: %s".formatted(photo.name(), failure.code(), failure.detail());
                        problems.accept(new Problem(photo.place(), what));
                        progress.reached(index + 1);
                    }
                });
        return Evaluation.of(tree, judged);
    }

    /** As a data URI; absent if the file is not there any more. */
    Optional<String> thumbnail(Path file) {
        try {
            byte[] jpeg = Thumbnail.jpeg(files.image(file), THUMBNAIL_SIDE);
            return Optional.of("data:image/jpeg;base64," + Base64.getEncoder().encodeToString(jpeg));
        } catch (Failure e) {
            return Optional.empty();
        }
    }
}
