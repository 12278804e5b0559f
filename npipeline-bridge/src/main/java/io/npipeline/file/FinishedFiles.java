package io.npipeline.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The files of a folder that were read to their ends and wait until that is stored, to be moved or deleted then.
 *
 * <p>Used by one thread.
 */
final class FinishedFiles {

    private final Path folder;
    private final AfterCommit afterCommit;
    private final List<FinishedFile> files;

    /** The files as they stand in positions, of which there is one for each item. */
    private String text;

    /**
     * @param files those that a reader before this one left
     */
    FinishedFiles(Path folder, AfterCommit afterCommit, List<FinishedFile> files) {
        this.folder = folder;
        this.afterCommit = afterCommit;
        this.files = new ArrayList<>(files);
        text = write();
    }

    private String write() {
        return files.isEmpty() ? "" : FinishedFile.write(files);
    }

    boolean isEmpty() {
        return files.isEmpty();
    }

    /** All of them, for a position. */
    String text() {
        return text;
    }

    void add(FinishedFile file) {
        if (!afterCommit.keeps()) {
            files.add(file);
            text = write();
        }
    }

    /** What of a file was read, where it was read to the end it had then. */
    Optional<FinishedFile> find(FolderFile file) {
        return files.stream().filter(finished -> finished.is(file)).findFirst();
    }

    /** The file is read on. */
    void remove(FinishedFile file) {
        files.remove(file);
        text = write();
    }

    /** Moves or deletes those of which all is stored. One that grew since stays, to be read on. */
    void dispose(Predicate<FinishedFile> isStored) throws IOException {
        for (FinishedFile file : List.copyOf(files)) {
            if (isStored.test(file) && !hasGrown(file)) {
                if (isThere(file)) {
                    afterCommit.dispose(folder, file.name());
                }
                files.remove(file);
            }
        }
        text = write();
    }

    private boolean hasGrown(FinishedFile file) throws IOException {
        return isThere(file) && FolderFile.of(folder.resolve(file.name())).size() > file.size();
    }

    /** Whether the file under the name is the one that was read, and none that came in its place. */
    private boolean isThere(FinishedFile file) throws IOException {
        Path path = folder.resolve(file.name());
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            return file.is(FolderFile.of(path)) && file.mark().isIn(channel, file.size());
        } catch (NoSuchFileException e) {
            return false;
        }
    }
}
