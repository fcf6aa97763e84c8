package io.tagstream.fetch;

import static io.tagstream.failure.FailureCode.SOURCE_REFUSED;

import io.tagstream.failure.Failure;
import io.tagstream.photo.SourceName;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * An object in S3, as {@code s3://bucket/key} or {@code s3://bucket/key?versionId=id} names it. The bucket is the whole authority,
 * since it may have an underscore and a host may not; the key is the path without its first slash, decoded once.
 */
record S3Address(String bucket, String key, Optional<String> versionId) {

    private static final String VERSION = "versionId=";

    static S3Address of(URI source) {
        String bucket = source.getAuthority() == null ? "" : source.getAuthority();
        String path = source.getPath() == null ? "" : source.getPath();
        // An access point's ARN would send the request elsewhere; and a bucket with a slash would be another bucket's
        // key.
        if (!bucket.matches("[A-Za-z0-9][A-Za-z0-9._-]{2,254}")) {
            throw refused(source, "names no bucket; s3://bucket/key does");
        }
        if (path.length() < 2) {
            throw refused(source, "names no object; s3://bucket/key does");
        }
        if (source.getRawFragment() != null) {
            throw refused(source, "has a #, which is %23 in a key");
        }
        return new S3Address(bucket, path.substring(1), versionId(source));
    }

    private static Optional<String> versionId(URI source) {
        String query = source.getRawQuery();
        if (query == null) {
            return Optional.empty();
        }
        if (!query.startsWith(VERSION) || query.contains("&")) {
            throw refused(source, "has a query other than versionId; a ? in a key is %3F");
        }
        // Not as in a form: a plus is a plus.
        String version = query.substring(VERSION.length()).replace("+", "%2B");
        return Optional.of(URLDecoder.decode(version, StandardCharsets.UTF_8));
    }

    private static Failure refused(URI source, String why) {
        return new Failure(SOURCE_REFUSED, SourceName.of(source) + " " + why);
    }
}
