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
import org.jspecify.annotations.Nullable;

/**
 * The files of a folder that were read to their ends and wait until that is stored, to be moved or deleted then.
 *
 * <p>Used by one thread.
 */
final class FinishedFiles {

    /** Connect stores positions in records of at most a mebibyte. */
    private static final int MOST_TEXT = 100_000;

    private final Path folder;
    private final FolderFiles present;
    private final AfterCommit afterCommit;
    private final List<FinishedFile> files;

    /** The files as they stand in positions, of which there is one for each item. */
    private String text;

    /**
     * @param present the files that are in the folder
     * @param files those that a reader before this one left
     */
    FinishedFiles(Path folder, FolderFiles present, AfterCommit afterCommit, List<FinishedFile> files) {
        this.folder = folder;
        this.present = present;
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

    /** Whether some are to be given away before another file is opened. */
    boolean areMany() {
        return text.length() > MOST_TEXT;
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
            if (isStored.test(file)) {
                dispose(file);
            }
        }
        text = write();
    }

    private void dispose(FinishedFile file) throws IOException {
        FolderFile now = find(file);
        if (now != null && now.size() > file.size()) {
            return;
        }
        if (now != null) {
            afterCommit.dispose(folder, now.name());
        }
        files.remove(file);
    }

    /** The present state of the file that was read, and of none that came in its place; {@code null} when it is gone. */
    private @Nullable FolderFile find(FinishedFile file) throws IOException {
        FolderFile found = present.find(file.asFile());
        if (found == null) {
            return null;
        }
        Path path = present.path(found.name());
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            // After it was opened: before, it might have been renamed in between.
            FolderFile opened = FolderFile.of(path);
            return file.is(opened) && file.mark().isIn(channel, file.size()) ? opened : null;
        } catch (NoSuchFileException e) {
            return null;
        }
    }
}
