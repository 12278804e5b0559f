package io.npipeline.file;

import io.npipeline.node.NodeContext;
import io.npipeline.node.Position;
import io.npipeline.node.SourceNode;
import io.npipeline.node.SourcePartition;
import io.npipeline.node.SourceReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Reads the files of folders, record by record, and goes on with what is added to them: lines and files. Each folder is a
 * source partition, whose files are read one after the other; several folders are read side by side, by as many tasks. Folders
 * in folders are not read, nor are files whose name begins with a dot, under which others may write what is not ready.
 *
 * <p>A line is read once its end is there. A file is at its end when nothing was added to it for a while
 * ({@link #quietFor}): then a last line that has no end is read too, and the next file is.
 *
 * <p>What became of files that were read is for {@link #movingTo} and {@link #deleting} to say. With either of them every file
 * of the folder is read that was not yet, whatever its name and age, and given away when Connect has stored that all of its
 * records are written, never before: a file that is gone was read. Without them files stay, and a file counts as read when it
 * comes before the present one in the order: one that appears there later is not read, which a warning says. Then the last
 * file of the order is the one that is waited at. It may be renamed, as those do who begin a new log when one is full: it is
 * known again by its inode and its first bytes; {@link FileOrder#MODIFIED} suits such folders.
 *
 * <p>A file that got shorter than what was read of it, or begins with other bytes, was truncated or replaced. It is read from
 * its beginning, which a warning says.
 *
 * <p>Bodies are bound when a node first looks at them; see {@link FileFormat} for records that cannot be.
 *
 * <p>Immutable: each option returns a copy.
 *
 * @param <T> the type of a body
 */
public final class FolderSource<T> implements SourceNode<T> {

    private static final String FOLDER = "folder";

    private final List<Path> folders;
    private final FileFormat<T> format;
    private final FolderOptions options;

    private FolderSource(List<Path> folders, FileFormat<T> format, FolderOptions options) {
        this.folders = folders;
        this.format = format;
        this.options = options;
    }

    /** All files of folders, by name; they stay where they are. */
    public static <T> FolderSource<T> of(FileFormat<T> format, Path... folders) {
        if (folders.length == 0) {
            throw new IllegalArgumentException("A folder source needs a folder");
        }
        return new FolderSource<>(List.of(folders), format, FolderOptions.ofDefaults());
    }

    private FolderSource<T> with(FolderOptions newOptions) {
        return new FolderSource<>(folders, format, newOptions);
    }

    /**
     * Only files whose names a glob matches, such as <code>*.{csv,txt}</code>.
     *
     * @throws java.util.regex.PatternSyntaxException when it is none
     */
    public FolderSource<T> matching(String glob) {
        return with(options.withGlob(glob));
    }

    /** In another order. */
    public FolderSource<T> inOrderOf(FileOrder order) {
        return with(options.withOrder(order));
    }

    /**
     * For how long nothing must have been added to a file before it is at its end; 5 seconds unless set. Longer than whoever
     * writes them pauses between lines; zero for files that are complete when they appear.
     */
    public FolderSource<T> quietFor(Duration time) {
        return with(options.withQuiet(time));
    }

    /**
     * Moves each file once its records are stored.
     *
     * @param target a folder, relative to the one the file is in; made if it is not there
     */
    public FolderSource<T> movingTo(Path target) {
        return with(options.withAfterCommit(new AfterCommit.Move(target)));
    }

    /** Deletes each file once its records are stored. */
    public FolderSource<T> deleting() {
        return with(options.withAfterCommit(new AfterCommit.Delete()));
    }

    /** The most bytes of a record, a mebibyte unless set; a longer one is malformed. */
    public FolderSource<T> recordsUpTo(int bytes) {
        return with(options.withMaxRecordBytes(bytes));
    }

    /** Fails when a folder is not there, or files cannot be moved to where they are to go. */
    @Override
    public void open(NodeContext context) throws IOException {
        for (Path folder : folders) {
            if (!Files.isDirectory(folder)) {
                throw new NotDirectoryException(folder.toString());
            }
            options.afterCommit().prepare(folder);
        }
    }

    @Override
    public List<SourcePartition> partitions() {
        return folders.stream()
                .map(folder -> SourcePartition.of(FOLDER, folder.toString()))
                .toList();
    }

    @Override
    public SourceReader<T> read(SourcePartition partition, Optional<Position> from) throws IOException {
        return new FolderReader<>(Path.of(partition.id().getOrDefault(FOLDER, "")), format, options, from.orElse(null));
    }
}
