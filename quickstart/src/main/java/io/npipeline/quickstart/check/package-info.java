/**
 * Counts what became of every row of a strike file, from the file, the topics and the database alone. It shares no code
 * with the pipelines it checks. Start at {@link io.npipeline.quickstart.check.StrikesChecker}.
 */
@NullMarked
package io.npipeline.quickstart.check;

import org.jspecify.annotations.NullMarked;
