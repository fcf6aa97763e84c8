package io.tagstream.fetch;

import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.apache5.ProxyConfiguration;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.SystemSettingsRegionProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * Where S3 is and who asks. Whoever runs the worker says so, and so its address is trusted: no rule about addresses applies.
 *
 * @param endpoint of MinIO, Ceph and so on; without it, AWS
 * @param region what the environment or the profile says, else us-east-1, if absent
 * @param pathStyle {@code endpoint/bucket/key} instead of {@code bucket.endpoint/key}; if absent, where an endpoint is given
 * @param accessKey with {@code secretKey}, instead of the SDK's chain: environment, profile, container, machine
 */
public record S3Connection(
        Optional<URI> endpoint,
        Optional<String> region,
        Optional<Boolean> pathStyle,
        Optional<String> accessKey,
        Optional<String> secretKey) {

    public S3Connection {
        if (accessKey.isPresent() != secretKey.isPresent()) {
            throw new IllegalArgumentException("an S3 access key needs a secret key, and the other way round");
        }
        endpoint.ifPresent(S3Connection::requireWebAddress);
    }

    /** Says nothing of the secret. */
    @Override
    public String toString() {
        return endpoint.map(URI::toString).orElse("AWS");
    }

    S3Client client(FetchLimits limits, int connections) {
        S3ClientBuilder builder = S3Client.builder()
                .region(region.map(Region::of).orElseGet(S3Connection::regionOfEnvironment))
                .credentialsProvider(credentials())
                .forcePathStyle(pathStyle.orElse(endpoint.isPresent()))
                .crossRegionAccessEnabled(endpoint.isEmpty())
                // What not every S3 understands; the hash of a photo is ours.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                // The pipeline tries again, with its own pauses.
                .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .httpClientBuilder(Apache5HttpClient.builder()
                        .maxConnections(connections)
                        .connectionTimeout(limits.connectTimeout())
                        .socketTimeout(limits.deadline())
                        .connectionAcquisitionTimeout(limits.deadline())
                        .proxyConfiguration(ProxyConfiguration.builder()
                                .useSystemPropertyValues(false)
                                .useEnvironmentVariableValues(false)
                                .build()));
        endpoint.ifPresent(builder::endpointOverride);
        return builder.build();
    }

    private AwsCredentialsProvider credentials() {
        return accessKey.isEmpty()
                ? DefaultCredentialsProvider.builder().build()
                : StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(accessKey.orElseThrow(), secretKey.orElseThrow()));
    }

    /** Without the machine's metadata service, which is no answer where there is none: other regions are found all the same. */
    private static Region regionOfEnvironment() {
        try {
            return new AwsRegionProviderChain(new SystemSettingsRegionProvider(), new AwsProfileRegionProvider())
                    .getRegion();
        } catch (SdkClientException none) {
            return Region.US_EAST_1;
        }
    }

    private static void requireWebAddress(URI endpoint) {
        String scheme = String.valueOf(endpoint.getScheme());
        if (!scheme.matches("https?") || endpoint.getHost() == null || endpoint.getRawUserInfo() != null) {
            throw new IllegalArgumentException("an S3 endpoint is an address such as https://minio.example:9000");
        }
    }
}
