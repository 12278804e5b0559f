/** A broker that knows its clients and lets them do what they may. */
@NullMarked
package io.npipeline.integration.security;

import org.jspecify.annotations.NullMarked;
