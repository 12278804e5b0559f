/** What the tests of several modules use. */
@org.jspecify.annotations.NullMarked
package io.npipeline.testing;
