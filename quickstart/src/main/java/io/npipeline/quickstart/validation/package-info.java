/** Whether a worker would take a connector's configuration, told without a worker and without brokers. */
@NullMarked
package io.npipeline.quickstart.validation;

import org.jspecify.annotations.NullMarked;
