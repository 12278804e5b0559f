package io.npipeline.configuration;

import org.jspecify.annotations.Nullable;

/** What a producer takes. */
public final class ProducerLimits {

    /** The producer's default. */
    private static final long DEFAULT_MAX_REQUEST_BYTES = 1 << 20;

    private ProducerLimits() {}

    /**
     * The bytes of the largest request.
     *
     * @param setting its {@code max.request.size}; the default counts where it is {@code null} or none, which the producer says
     */
    public static long maxRequestBytes(@Nullable Object setting) {
        try {
            return setting == null
                    ? DEFAULT_MAX_REQUEST_BYTES
                    : Integer.parseInt(setting.toString().trim());
        } catch (NumberFormatException e) {
            return DEFAULT_MAX_REQUEST_BYTES;
        }
    }
}
