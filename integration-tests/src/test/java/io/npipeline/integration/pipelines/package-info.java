/** The pipelines that the integration tests run; packaged into a jar of their own for the worker. */
@NullMarked
package io.npipeline.integration.pipelines;

import org.jspecify.annotations.NullMarked;
