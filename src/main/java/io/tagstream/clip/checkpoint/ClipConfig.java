package io.tagstream.clip.checkpoint;

import java.nio.file.Path;

/**
 * A CLIP's {@code config.json}. Fields left out take the defaults of transformers' CLIPConfig.
 *
 * @param projection dimensions of the joint space that pictures and texts are embedded in
 */
public record ClipConfig(VisionConfig vision, TextConfig text, int projection) {

    /**
     * Reads and checks the file.
     *
     * @throws CheckpointException where the file is not that of a CLIP, or not one that can be run
     */
    public static ClipConfig read(Path file) {
        JsonFields fields = JsonFields.of(file);
        String family = fields.text("model_type", "");
        if (!family.equals("clip")) {
            throw fields.error("model_type", "is '%s', but only clip is supported".formatted(family));
        }
        return new ClipConfig(
                VisionConfig.of(fields.objectWithOverrides("vision_config")),
                TextConfig.of(fields.objectWithOverrides("text_config")),
                fields.positive("projection_dim", 512));
    }
}
