/** A body with a component of every type, values to put into it, and pipelines that carry it. Runs in the worker. */
@NullMarked
package io.npipeline.formats.sample;

import org.jspecify.annotations.NullMarked;
