/**
 * Work on the whole catalog, beside the flow: photos are tagged for a new release from the embeddings that are stored, the release comes
 * into force, and what changed is announced. A job is cut into chunks that any number of processes share, each chunk is one
 * transaction, and nothing about a job is known to a process alone. {@link io.tagstream.retag.RetagJobs} starts and steers jobs,
 * {@link io.tagstream.retag.JobRunner} does them.
 */
@NullMarked
package io.tagstream.retag;

import org.jspecify.annotations.NullMarked;
