package io.tagstream.app;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** S3Proxy over a folder, in a process of its own: it checks signatures and knows ranges, as the S3 of somebody else would. */
final class S3Server implements AutoCloseable {

    static final String ACCESS_KEY = "uploads";
    static final String SECRET_KEY = "not-for-everybody";

    private static final Path CLASS_PATH = Path.of("target/s3-server.classpath");

    private final Process process;
    private final int port;
    private final S3Client client;

    S3Server(Path directory) throws IOException {
        this.port = LocalTagstream.freePort();
        Path settings = Files.writeString(directory.resolve("s3.properties"), """
                        s3proxy.endpoint=http://127.0.0.1:%d
                        s3proxy.authorization=aws-v4
                        s3proxy.identity=%s
                        s3proxy.credential=%s
                        jclouds.provider=filesystem-nio2
                        jclouds.identity=unused
                        jclouds.credential=unused
                        jclouds.filesystem.basedir=%s
                        """.formatted(
                        port, ACCESS_KEY, SECRET_KEY, Files.createDirectory(directory.resolve("s3"))));
        this.process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-DLOG_LEVEL=WARN",
                        "-cp",
                        Files.readString(CLASS_PATH),
                        "org.gaul.s3proxy.Main",
                        "--properties",
                        settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("s3.log").toFile())
                .start();
        LocalTagstream.await("the S3 server listens", Duration.ofSeconds(60), this::listens);
        this.client = S3Client.builder()
                .endpointOverride(endpoint())
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                // The server computes the hash of the body, and not of the chunks that the SDK would wrap it in.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .serviceConfiguration(service -> service.chunkedEncodingEnabled(false))
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY)))
                .build();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    void createBucket(String bucket) {
        client.createBucket(request -> request.bucket(bucket));
    }

    void put(String bucket, String key, Path picture) {
        client.putObject(
                request -> request.bucket(bucket).key(key).contentType("image/jpeg"), RequestBody.fromFile(picture));
    }

    Optional<String> endOfLife() {
        return process.isAlive() ? Optional.empty() : Optional.of("ended with status " + process.exitValue());
    }

    private boolean listens() {
        endOfLife().ifPresent(end -> {
            throw new IllegalStateException("the S3 server " + end);
        });
        try (Socket _ = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
            return true;
        } catch (ConnectException notYet) {
            return false;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        client.close();
        process.destroy();
        process.onExit().join();
    }
}
