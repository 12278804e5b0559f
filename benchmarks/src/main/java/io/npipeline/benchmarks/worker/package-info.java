/** What a Connect worker loads: pipelines and the task they are compared with. Used from plugin folders. */
@NullMarked
package io.npipeline.benchmarks.worker;

import org.jspecify.annotations.NullMarked;
