/** An egress to a database that stores positions with its rows, through kills and frozen workers. */
@NullMarked
package io.npipeline.integration.egress;

import org.jspecify.annotations.NullMarked;
