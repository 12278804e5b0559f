/** A plugin of its own, in another folder of the {@code plugin.path} than the connectors. */
@NullMarked
package io.npipeline.integration.sibling;

import org.jspecify.annotations.NullMarked;
