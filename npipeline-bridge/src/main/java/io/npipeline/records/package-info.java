/** Connect records to messages and back. */
@NullMarked
package io.npipeline.records;

import org.jspecify.annotations.NullMarked;
