package io.tagstream.clip.checkpoint;

/** What kind of model a snapshot holds. */
public enum Family {
    /**
     * Radford et al. 2021, "Learning Transferable Visual Models From Natural Language Supervision": a class token
     * stands for the picture, the end token for the text, which is read from left to right.
     */
    CLIP,
    /**
     * Zhai et al. 2023, "Sigmoid Loss for Language Image Pre-Training", and SigLIP 2 of fixed resolution (Tschannen et
     * al. 2025): a learned query attends to all patches, and the last of a fixed number of tokens stands for the text,
     * which is read in both directions.
     */
    SIGLIP
}
