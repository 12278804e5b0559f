/**
 * The command {@code mutants} of the launcher script: puts one bug after the other into a copy of the sources and tells which
 * test fails. Start at {@link io.npipeline.mutants.MutantsCommand}.
 */
@NullMarked
package io.npipeline.mutants;

import org.jspecify.annotations.NullMarked;
