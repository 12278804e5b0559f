/** Brokers and networks that fail under a worker at work. */
@NullMarked
package io.npipeline.integration.outage;

import org.jspecify.annotations.NullMarked;
