/**
 * The commands of the launcher script: {@code demo} and {@code connect}. Start at
 * {@link io.npipeline.quickstart.Launcher}.
 */
@NullMarked
package io.npipeline.quickstart;

import org.jspecify.annotations.NullMarked;
