package io.tagstream.evaluation.labels;

import io.tagstream.evaluation.Claims;
import java.nio.file.Path;

/**
 * A photo that somebody said something of.
 *
 * @param place where it is said, for messages: {@code labels.csv:7}, or the file's path in the folder
 * @param name the file's path as it is said, or in the folder
 */
public record LabelledPhoto(String place, String name, Path file, Claims claims) {}
