/** What the pages of the docs show is true: code compiles, connectors are valid, commands can be run. */
@NullMarked
package io.npipeline.integration.docs;

import org.jspecify.annotations.NullMarked;
