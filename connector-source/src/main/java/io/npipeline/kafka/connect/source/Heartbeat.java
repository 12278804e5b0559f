package io.npipeline.kafka.connect.source;

import java.time.Instant;

/**
 * The body of a record that does nothing but carry a position.
 *
 * @param connector the connector's name
 * @param task the number of the task
 * @param partition the source partition whose position it carries
 * @param time when it was made
 */
record Heartbeat(String connector, int task, String partition, Instant time) {}
