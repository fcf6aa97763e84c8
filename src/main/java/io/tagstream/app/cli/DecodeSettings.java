package io.tagstream.app.cli;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.tagstream.decode.DecodeLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a worker started in the same place would decode by, read without starting one: system properties, environment and {@code
 * config/application.properties}.
 *
 * @param maxBytes of a file
 * @param positions whether it keeps where a photo was taken
 */
record DecodeSettings(DecodeLimits limits, long maxBytes, boolean positions) {

    private static final Path FILE = Path.of("config", "application.properties");

    /** Between the environment and what comes with the application, as for the worker. */
    private static final int FILE_ORDINAL = 260;

    private static final long MAX_BYTES = 67_108_864;

    static DecodeSettings read() {
        SmallRyeConfigBuilder builder =
                new SmallRyeConfigBuilder().addDefaultInterceptors().addDefaultSources();
        if (Files.exists(FILE)) {
            try {
                builder.withSources(new PropertiesConfigSource(FILE.toUri().toURL(), FILE_ORDINAL));
            } catch (IOException e) {
                throw new UserError("could not read " + FILE + ": " + e.getMessage(), e);
            }
        }
        try {
            return of(builder.build());
        } catch (IllegalArgumentException e) {
            throw new UserError(String.valueOf(e.getMessage()), e);
        }
    }

    private static DecodeSettings of(SmallRyeConfig config) {
        DecodeLimits limits = new DecodeLimits(
                config.getOptionalValue("tagstream.decode.max-pixels", Long.class)
                        .orElse(DecodeLimits.DEFAULTS.maxPixels()),
                config.getOptionalValue("tagstream.decode.max-side", Integer.class)
                        .orElse(DecodeLimits.DEFAULTS.maxSide()),
                DecodeLimits.DEFAULTS.maxScans());
        return new DecodeSettings(
                limits,
                config.getOptionalValue("tagstream.fetch.max-bytes", Long.class).orElse(MAX_BYTES),
                config.getOptionalValue("tagstream.facts.gps", Boolean.class).orElse(false));
    }
}
