/** What is shown of tasks on real workers, compared with the truth. */
@NullMarked
package io.npipeline.integration.metrics;

import org.jspecify.annotations.NullMarked;
