package io.tagstream.clip.batch;

/** What a failed batch means for the next one. */
public enum Trouble {
    /** One of its items, perhaps: each is tried alone. */
    ITEM,
    /** Too many items for the memory there is: fewer may work. */
    TOO_LARGE,
    /** What runs batches is broken, and no item will ever work again. */
    BROKEN
}
