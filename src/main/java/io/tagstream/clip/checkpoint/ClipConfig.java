package io.tagstream.clip.checkpoint;

/**
 * What a model consists of, whichever configuration file said it.
 *
 * @param projection dimensions of the joint space that pictures and texts are embedded in
 */
public record ClipConfig(Family family, VisionConfig vision, TextConfig text, int projection) {}
