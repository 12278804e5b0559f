/** What a running worker lets others see, for tests that look for secrets in it. */
@NullMarked
package io.npipeline.quickstart.exposure;

import org.jspecify.annotations.NullMarked;
