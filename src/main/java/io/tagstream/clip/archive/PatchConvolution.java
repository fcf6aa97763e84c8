package io.tagstream.clip.archive;

import io.tagstream.clip.archive.Attribute.Tensor;
import io.tagstream.clip.checkpoint.CheckpointTensor;
import io.tagstream.clip.checkpoint.Preprocessing;
import java.util.List;

/**
 * The convolution that turns patches into tokens, with the scaling and normalising of pixels folded in, so that it
 * takes uint8 values as they are: w · (scale · p − mean) / std + b = (w · scale / std) · p + (b − w · mean / std).
 * Computed in float64, rounded once.
 *
 * @param weight (hidden, 3, patch, patch)
 * @param bias (hidden)
 */
record PatchConvolution(Tensor weight, Tensor bias) {

    static PatchConvolution fold(CheckpointTensor convolution, float[] original, Preprocessing steps) {
        int outputs = Math.toIntExact(convolution.shape().getFirst());
        int channels = steps.mean().size();
        int area = Math.toIntExact(convolution.count() / outputs / channels);
        float[] weight = new float[Math.toIntExact(convolution.count())];
        float[] bias = new float[outputs];
        convolution.read(0, weight, weight.length);
        for (int output = 0; output < outputs; output++) {
            double shift = original[output];
            for (int channel = 0; channel < channels; channel++) {
                double mean = steps.mean().get(channel);
                double std = steps.std().get(channel);
                int start = (output * channels + channel) * area;
                for (int i = start; i < start + area; i++) {
                    shift -= weight[i] * mean / std;
                    weight[i] = (float) (weight[i] * steps.scale() / std);
                }
            }
            bias[output] = (float) shift;
        }
        return new PatchConvolution(new Tensor(convolution.shape(), List.of(Floats.of(weight))), Tensor.of(bias));
    }
}
