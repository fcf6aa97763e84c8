package io.tagstream.fetch;

import static io.tagstream.failure.FailureCode.SOURCE_UNAVAILABLE;

import io.tagstream.failure.Failure;
import io.tagstream.photo.SourceName;
import java.io.IOException;
import java.net.URI;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * {@code s3:} sources, from AWS or anything that speaks as it does. All of S3 counts as one host. A body that breaks off goes on
 * where it ended, if the object is still the same.
 */
public final class S3Fetcher implements Fetcher, AutoCloseable {

    /** What counts as one host. */
    private static final String HOST = "s3:";

    private final S3Client client;
    private final FetchCapacity capacity;
    private final Deadline deadline;
    private final ContentReader reader;

    public S3Fetcher(S3Connection connection, FetchLimits limits, FetchCapacity capacity) {
        this.client = connection.client(limits, capacity.perHost());
        this.capacity = capacity;
        this.deadline = new Deadline(limits.deadline());
        this.reader = new ContentReader(limits);
    }

    @Override
    public PhotoContent fetch(URI source) {
        S3Address address = S3Address.of(source);
        String name = SourceName.of(source);
        return capacity.fetch(HOST, reservation -> deadline.within(name, () -> transfer(name, address, reservation)));
    }

    private PhotoContent transfer(String name, S3Address address, Reservation reservation) {
        try {
            return reader.read(name, new S3Transfer(client, name, address), reservation);
        } catch (SdkException e) {
            throw S3Failures.of(name, e);
        } catch (IOException e) {
            throw new Failure(
                    SOURCE_UNAVAILABLE,
                    "%s cannot be fetched (%s)".formatted(name, e.getClass().getSimpleName()),
                    e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
