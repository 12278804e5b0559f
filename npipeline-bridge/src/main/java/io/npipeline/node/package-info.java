/** What a pipeline is made of. Users implement these. */
@NullMarked
package io.npipeline.node;

import org.jspecify.annotations.NullMarked;
