package io.npipeline.quickstart.environment;

/**
 * A further listener of a broker, whose clients are sent to another address than its own once they have found the broker:
 * that of a proxy before it. Immutable.
 *
 * @param port where the broker listens on the loopback interface
 * @param advertised where its clients go, as {@code HOST:PORT}
 */
public record AdvertisedListener(int port, String advertised) {}
