/** A source that reads the rows of a database. Start at {@link io.npipeline.node.jdbc.JdbcSource}. */
@NullMarked
package io.npipeline.node.jdbc;

import org.jspecify.annotations.NullMarked;
