/**
 * What every stage talks about: a photo's id, its upload or deletion, the hash of its bytes. Values only; the first package of
 * the flow, so it knows no other.
 */
@NullMarked
package io.tagstream.photo;

import org.jspecify.annotations.NullMarked;
