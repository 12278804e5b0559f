/** What docs/operating.md tells to do, done on real workers. */
@NullMarked
package io.npipeline.integration.operating;

import org.jspecify.annotations.NullMarked;
