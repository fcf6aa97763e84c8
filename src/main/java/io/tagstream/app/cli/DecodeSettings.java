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
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDefaultSources()
                .addDiscoveredConverters();
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
        DecodeLimits defaults = DecodeLimits.DEFAULTS;
        DecodeLimits limits = new DecodeLimits(
                value(config, "tagstream.decode.max-pixels", defaults.maxPixels()),
                value(config, "tagstream.decode.max-side", defaults.maxSide()),
                value(config, "tagstream.decode.max-jpeg-pixels", defaults.maxJpegPixels()),
                defaults.maxScans(),
                value(config, "tagstream.decode.program-time", defaults.programTime()),
                value(config, "tagstream.decode.program-memory", defaults.programMemory()));
        return new DecodeSettings(
                limits,
                value(config, "tagstream.fetch.max-bytes", MAX_BYTES),
                value(config, "tagstream.facts.gps", false));
    }

    @SuppressWarnings("unchecked") // the default's class is T
    private static <T> T value(SmallRyeConfig config, String name, T byDefault) {
        return config.getOptionalValue(name, (Class<T>) byDefault.getClass()).orElse(byDefault);
    }
}
