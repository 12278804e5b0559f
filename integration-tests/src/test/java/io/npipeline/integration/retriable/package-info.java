/** One sink twice: as a task of Connect's own kind, which throws retriable exceptions, and as a node of a pipeline. */
@NullMarked
package io.npipeline.integration.retriable;

import org.jspecify.annotations.NullMarked;
