package io.tagstream.catalog;

import io.tagstream.tagging.AssignedTag;
import java.util.List;

/** The tags that a photo has in effect, in one release. */
record PhotoTags(long photo, Release release, List<AssignedTag> tags) {}
