/**
 * A pipeline as a drawing. What is here runs in the class loader of a plugin folder
 * ({@link io.npipeline.quickstart.graph.PluginClasses}), because it looks into a pipeline that its connector would run.
 */
@NullMarked
package io.npipeline.quickstart.graph;

import org.jspecify.annotations.NullMarked;
