package io.tagstream.app;

import io.tagstream.fetch.AddressRules;
import io.tagstream.fetch.FetchCapacity;
import io.tagstream.fetch.FetchLimits;
import io.tagstream.fetch.Fetcher;
import io.tagstream.fetch.FileFetcher;
import io.tagstream.fetch.HttpFetcher;
import io.tagstream.fetch.S3Connection;
import io.tagstream.fetch.S3Fetcher;
import io.tagstream.fetch.SchemeFetcher;
import java.util.List;
import java.util.Map;

/** Where photos may come from, as configured. They end with the process: a transfer is never worth waiting for. */
final class Fetchers {

    private Fetchers() {}

    static FetchLimits limits(WorkerConfig.Fetch config) {
        return new FetchLimits(config.maxBytes(), config.connectTimeout(), config.deadline());
    }

    static Fetcher create(WorkerConfig.Fetch config, FetchLimits limits) {
        FetchCapacity capacity = new FetchCapacity(config.perHost(), config.bytesInFlight());
        AddressRules rules = AddressRules.allowing(config.allowedNetworks().orElse(List.of()));
        Fetcher web = new HttpFetcher(limits, capacity, rules);
        Fetcher file = new FileFetcher(config.roots().orElse(List.of()), limits, capacity);
        Fetcher s3 = new S3Fetcher(connection(config.s3()), limits, capacity);
        return new SchemeFetcher(Map.of("file", file, "http", web, "https", web, "s3", s3));
    }

    private static S3Connection connection(WorkerConfig.S3 config) {
        return new S3Connection(
                config.endpoint(), config.region(), config.pathStyle(), config.accessKey(), config.secretKey());
    }
}
