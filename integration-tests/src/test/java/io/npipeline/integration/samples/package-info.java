/** The projects in {@code quickstart/} that users copy, as their pages and connectors describe them. */
@NullMarked
package io.npipeline.integration.samples;

import org.jspecify.annotations.NullMarked;
