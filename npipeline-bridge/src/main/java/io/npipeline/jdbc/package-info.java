/**
 * Databases as sources and sinks: {@link io.npipeline.jdbc.JdbcSource} reads rows, {@link io.npipeline.jdbc.JdbcTransactionalSink}
 * stores the positions of partitions with the rows it writes. Needs no driver but the user's.
 */
@NullMarked
package io.npipeline.jdbc;

import org.jspecify.annotations.NullMarked;
