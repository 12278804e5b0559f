/** Left out of the jar, for pipelines that miss a class. */
@NullMarked
package io.npipeline.integration.absent;

import org.jspecify.annotations.NullMarked;
