/** Sources that come with NPipeline, on real workers. */
@NullMarked
package io.npipeline.integration.ingress;

import org.jspecify.annotations.NullMarked;
