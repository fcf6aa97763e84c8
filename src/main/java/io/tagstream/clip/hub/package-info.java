/**
 * Models from the Hugging Face hub, or from whatever speaks its HTTP interface: what is needed to run a CLIP is fetched into the
 * cache folder that the hub's own tools use, checked by size and hash. Open {@link io.tagstream.clip.hub.HubModels} first.
 */
@NullMarked
package io.tagstream.clip.hub;

import org.jspecify.annotations.NullMarked;
