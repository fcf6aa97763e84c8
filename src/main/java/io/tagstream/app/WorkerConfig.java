package io.tagstream.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.tagstream.clip.PrecisionChoice;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings of the stages that know no framework, and of the worker as a whole. */
@ConfigMapping(prefix = "tagstream")
public interface WorkerConfig {

    Model model();

    Taxonomy taxonomy();

    Fetch fetch();

    Decode decode();

    Facts facts();

    Retag retag();

    Reembed reembed();

    Retry retry();

    interface Model {

        /**
         * A Hugging Face snapshot: the folder with config.json, model.safetensors, tokenizer.json, preprocessor_config.json. Or its
         * name on the hub, OWNER/NAME[@REVISION], to be fetched at the first start.
         */
        Optional<String> directory();

        /** What the catalog and its readers call the model; the folder's name by default, or that on the hub. */
        Optional<String> name();

        /** Where imported archives are kept. */
        @WithDefault("${user.home}/.cache/tagstream")
        Path cache();

        /** clip, or instant: no model at all, made-up embeddings at once, to measure everything else. */
        @WithDefault("clip")
        Engine engine();

        /** auto (the best for the device), float32, bfloat16 or float16. */
        @WithDefault("auto")
        PrecisionChoice precision();

        /** auto (every GPU there is, or the processor), cpu, cuda (every GPU), or GPUs by number: cuda:0,1. */
        @WithDefault("auto")
        String device();

        /** Photos in one forward pass at most. */
        @WithDefault("16")
        int batchSize();

        /** How long a photo may wait for others to share its pass. */
        @WithDefault("2ms")
        Duration linger();

        /** Prepared photos in the model's queue; more wait before it. All in all, no more than the batches in flight hold. */
        @WithDefault("128")
        int queue();

        /** Threads of a forward pass; 0 is one per core. */
        @WithDefault("0")
        int threads();
    }

    /** What answers for the model. */
    enum Engine {
        CLIP,
        INSTANT
    }

    interface Taxonomy {

        /** What a catalog without a taxonomy begins with; once it has one, the file changes nothing. */
        Optional<Path> file();
    }

    interface Fetch {

        /** Folders that file: URIs may point into; none by default. */
        Optional<List<Path>> roots();

        /** Larger files are rejected. */
        @WithDefault("67108864")
        int maxBytes();

        @WithDefault("5s")
        Duration connectTimeout();

        /** For a whole file, from the first byte asked to the last one read. */
        @WithDefault("30s")
        Duration deadline();

        /** How long a photo waits for a source that is away before it is rejected for it. */
        @WithDefault("15m")
        Duration patience();

        /** Transfers from one host at a time; all of S3 is one host. */
        @WithDefault("16")
        int perHost();

        /** Bytes of all files that the worker holds, from the first one asked for until its picture is decoded. */
        @WithDefault("1073741824")
        long bytesInFlight();

        /** Networks (10.1.0.0/16) and host names that photos may come from although they are not open to everybody. */
        Optional<List<String>> allowedNetworks();

        S3 s3();
    }

    interface S3 {

        /** Of MinIO, Ceph and so on; AWS without it. */
        Optional<URI> endpoint();

        /** What the environment or the profile says by default, else us-east-1. */
        Optional<String> region();

        /** endpoint/bucket/key instead of bucket.endpoint/key; so where an endpoint is set. */
        Optional<Boolean> pathStyle();

        /** With the secret key; without both, the SDK looks where it always does. */
        Optional<String> accessKey();

        Optional<String> secretKey();
    }

    interface Decode {

        /** 0 is one per core. */
        @WithDefault("0")
        int threads();

        /** Folder of the journal that tells, after a crash, which photos were being decoded; it has to outlive the process. */
        @WithDefault("${user.home}/.local/state/tagstream")
        Path journal();

        @WithDefault("200000000")
        long maxPixels();

        @WithDefault("50000")
        int maxSide();

        /** Of a JPEG as stored, where it is decoded reduced; maxPixels and maxSide are for what comes out. */
        @WithDefault("1000000000")
        long maxJpegPixels();

        /** For one photo, once a thread has begun with it. */
        @WithDefault("60s")
        Duration time();

        /** For a HEIC or AVIF in a program of its own. */
        @WithDefault("20s")
        Duration programTime();

        /** Bytes of address space for such a program. */
        @WithDefault("2147483648")
        long programMemory();
    }

    interface Facts {

        /** Whether to keep where a photo was taken: off, since it is personal data that not everybody may collect. */
        @WithDefault("false")
        boolean gps();
    }

    /** Work on the whole catalog, beside uploads. */
    interface Retag {

        /** Whether this worker takes part. */
        @WithDefault("true")
        boolean enabled();

        /** Pieces of work at a time: each takes a core and a connection. */
        @WithDefault("1")
        int threads();

        /** How soon a job is noticed that somebody else began. */
        @WithDefault("2s")
        Duration pollInterval();

        /** Events that may wait to be published while photos are announced that a change of release changed. */
        @WithDefault("20000")
        int outboxLimit();
    }

    /** Looking at the catalog's photos with a new model: {@code tagstream reembed}. */
    interface Reembed {

        /** Set by that command, for its own process: no uploads are taken, and the model need not be the one in force. */
        @WithDefault("false")
        boolean enabled();

        /** Photos that a process fetches, decodes and encodes at a time. */
        @WithDefault("32")
        int photosInFlight();

        /** How long a source may be away before the photo counts as failed, which a later run tries again. */
        @WithDefault("1m")
        Duration patience();
    }

    interface Retry {

        @WithDefault("100ms")
        Duration firstPause();

        @WithDefault("5s")
        Duration longestPause();
    }
}
