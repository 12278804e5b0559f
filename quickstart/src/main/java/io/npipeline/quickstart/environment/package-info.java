/**
 * A real Kafka broker and real Connect workers as processes of their own, started, killed and restarted by tests and by
 * the launcher. Their class path is Kafka's libraries and nothing else: plugins reach a worker through its
 * {@code plugin.path} only.
 *
 * <p>Start at {@link io.npipeline.quickstart.environment.KafkaRuntime}, then
 * {@link io.npipeline.quickstart.environment.BrokerProcess} and
 * {@link io.npipeline.quickstart.environment.WorkerProcess}; a schema registry is a
 * {@link io.npipeline.quickstart.environment.RegistryProcess}.
 */
@NullMarked
package io.npipeline.quickstart.environment;

import org.jspecify.annotations.NullMarked;
