/** The plugin on workers that are older than the one it is built with. */
@NullMarked
package io.npipeline.integration.compatibility;

import org.jspecify.annotations.NullMarked;
