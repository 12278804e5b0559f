/** What the integration tests run on and with. */
@NullMarked
package io.npipeline.integration.environment;

import org.jspecify.annotations.NullMarked;
