package io.tagstream.retag;

import io.tagstream.retag.ChunkWork.Result;

/** Hears what runners do: for metrics. */
public interface RetagObserver {

    /** Hears nothing. */
    RetagObserver NONE = new RetagObserver() {

        @Override
        public void chunkDone(JobKind kind, Result result, long nanos) {}

        @Override
        public void jobDone(JobKind kind) {}
    };

    /** A chunk was committed. */
    void chunkDone(JobKind kind, Result result, long nanos);

    /** A job has ended. */
    void jobDone(JobKind kind);
}
