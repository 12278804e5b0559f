/** Tests of the packaged plugin in real workers, and checks that span modules. */
@NullMarked
package io.npipeline.integration;

import org.jspecify.annotations.NullMarked;
