/** A source that reads the files of a folder. Start at {@link io.npipeline.node.file.FolderSource}. */
@NullMarked
package io.npipeline.node.file;

import org.jspecify.annotations.NullMarked;
