/** A sink for databases that stores the positions of partitions with the rows. Needs no driver but the user's. */
@NullMarked
package io.npipeline.jdbc;

import org.jspecify.annotations.NullMarked;
