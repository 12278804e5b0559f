@NullMarked
package io.npipeline.mutants;

import org.jspecify.annotations.NullMarked;
