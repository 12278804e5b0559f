/** The settings both connectors share, as fragments of a ConfigDef with typed readers. */
@NullMarked
package io.npipeline.configuration;

import org.jspecify.annotations.NullMarked;
