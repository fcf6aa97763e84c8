/**
 * From a checkpoint to a TorchScript archive, the one format that DJL's PyTorch engine loads, written by hand: a stored
 * zip of raw tensors, a small pickle that says how they form a module, and the module's source. Everything that can be
 * computed once is folded into the weights.
 */
@NullMarked
package io.tagstream.clip.archive;

import org.jspecify.annotations.NullMarked;
