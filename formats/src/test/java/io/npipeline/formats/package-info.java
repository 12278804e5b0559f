/** The formats on a real worker and a real registry. */
@NullMarked
package io.npipeline.formats;

import org.jspecify.annotations.NullMarked;
