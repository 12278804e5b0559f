/**
 * From a program to a running connector: {@link io.npipeline.deployment.KafkaConfiguration} describes one and renders its
 * configuration, {@link io.npipeline.deployment.ConnectClient} posts it to a worker. Nothing here runs in a worker.
 */
@NullMarked
package io.npipeline.deployment;

import org.jspecify.annotations.NullMarked;
