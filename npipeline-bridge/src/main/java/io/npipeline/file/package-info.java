/** A source that reads the files of a folder. Start at {@link io.npipeline.file.FolderSource}. */
@NullMarked
package io.npipeline.file;

import org.jspecify.annotations.NullMarked;
