/** Connectors that a program describes and posts. */
@NullMarked
package io.npipeline.integration.deployment;

import org.jspecify.annotations.NullMarked;
