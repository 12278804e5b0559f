/** Confluent's serdes for JavaScript as a reader and writer that shares nothing with what it judges. */
@NullMarked
package io.npipeline.formats.judge;

import org.jspecify.annotations.NullMarked;
