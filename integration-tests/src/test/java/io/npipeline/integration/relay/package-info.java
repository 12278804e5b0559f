/** The relay under faults: what goes in, what breaks meanwhile, and what must come out. */
@NullMarked
package io.npipeline.integration.relay;

import org.jspecify.annotations.NullMarked;
