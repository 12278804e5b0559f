package io.npipeline.file;

import io.npipeline.node.Position;
import io.npipeline.node.SourceItem;
import io.npipeline.node.SourceReader;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the files of one folder, one after the other.
 *
 * <p>Used by one thread.
 *
 * @param <T> the type of a body
 */
final class FolderReader<T> implements SourceReader<T> {

    private static final Logger log = LoggerFactory.getLogger(FolderReader.class);

    private final FileFormat<T> format;
    private final FolderOptions options;
    private final FolderFiles files;
    private final FinishedFiles finished;
    private final FolderProgress progress;

    /** Where an earlier reader ended, until that is found again. */
    private @Nullable FilePosition from;

    /** The file that is read; {@code null} between two. */
    private @Nullable OpenFile<T> open;

    /** Behind the last item that was handed over; {@code null} for none. */
    private @Nullable Position handedOver;

    /** The position that was stored last; {@code null} for none. */
    private @Nullable Position committed;

    /** The files that it says are finished. */
    private Set<FinishedFile> stored = Set.of();

    /**
     * @param from where to go on
     * @throws IllegalArgumentException when that is no position of a folder
     */
    FolderReader(Path folder, FileFormat<T> format, FolderOptions options, @Nullable Position from) {
        this.format = format;
        this.options = options;
        this.handedOver = from;
        this.from = from == null ? null : FilePosition.of(from);
        files = new FolderFiles(folder, options);
        finished = new FinishedFiles(
                folder, files, options.afterCommit(), this.from == null ? List.of() : this.from.finishedFiles());
        progress = new FolderProgress(options, finished);
    }

    @Override
    public List<SourceItem<T>> read(int max, Duration maxWait) throws IOException {
        while (open != null || openNext()) {
            List<SourceItem<T>> items = items(max, false);
            if (!items.isEmpty() || !isAtEnd()) {
                return items;
            }
            List<SourceItem<T>> rest = items(max, true);
            // It may have grown in spite of all.
            if (!rest.isEmpty() || Objects.requireNonNull(open).hasMore()) {
                return rest;
            }
            finish();
        }
        return List.of();
    }

    private List<SourceItem<T>> items(int max, boolean atEnd) throws IOException {
        OpenFile<T> file = Objects.requireNonNull(open);
        List<SourceItem<T>> items = new ArrayList<>();
        for (OpenFile.FileRecord<T> fileRecord : file.read(max, atEnd)) {
            items.add(
                    SourceItem.unbound(fileRecord.body(), position(fileRecord)).withIdentity(identity(fileRecord)));
        }
        if (!items.isEmpty()) {
            handedOver = items.get(items.size() - 1).position();
        }
        return items;
    }

    private Position position(OpenFile.FileRecord<T> fileRecord) {
        FolderFile current = progress.present();
        return new FilePosition(
                        current.name(),
                        current.key(),
                        current.modified(),
                        fileRecord.end(),
                        fileRecord.mark(),
                        finished.text())
                .toPosition();
    }

    /** What else is in a position changes: a file's time, its inode where it is copied, and which files are finished. */
    private String identity(OpenFile.FileRecord<T> fileRecord) {
        return progress.present().name() + "@" + fileRecord.end();
    }

    private boolean openNext() throws IOException {
        FilePosition before = from;
        if (before != null) {
            from = null;
            if (openAgain(before)) {
                return true;
            }
        }
        if (finished.areMany()) {
            return false;
        }
        FolderFile next = files.first(progress::isToBeRead);
        while (next != null) {
            Optional<FinishedFile> readBefore = finished.find(next);
            if (openAt(next)) {
                if (readBefore.isPresent()) {
                    goOnBehind(readBefore.get());
                }
                return true;
            }
            files.listAgain();
            next = files.first(progress::isToBeRead);
        }
        return false;
    }

    /** A file that was finished has grown. */
    private void goOnBehind(FinishedFile readBefore) throws IOException {
        finished.remove(readBefore);
        if (!skip(readBefore.size(), readBefore.mark())) {
            warnOfOther(readBefore.name(), readBefore.size());
        }
    }

    /** Opens the file that was read, whatever its name now. */
    private boolean openAgain(FilePosition before) throws IOException {
        FolderFile known = before.asFile();
        FolderFile found = files.find(known);
        if (found == null) {
            log.info(
                    "{}, of which {} bytes were read, is not there any more; reading goes on with the next file",
                    files.path(before.file()),
                    before.offset());
        } else if (openAt(found)) {
            if (skip(before.offset(), before.mark())) {
                return true;
            }
            closePresent();
            warnOfOther(found.name(), before.offset());
        }
        progress.lost(known);
        return false;
    }

    private boolean skip(long offset, FileMark mark) throws IOException {
        return Objects.requireNonNull(open).skip(offset, mark);
    }

    private void warnOfOther(String name, long offset) {
        log.warn(
                "{} is not as it was when {} bytes of it were read: it was truncated or replaced. It is read from its "
                        + "beginning",
                files.path(name),
                offset);
    }

    /** Opens a file at its beginning, if it is still under its name. */
    private boolean openAt(FolderFile file) throws IOException {
        Path path = files.path(file.name());
        try {
            OpenFile<T> opened = OpenFile.open(path, format, options.maxRecordBytes());
            open = opened;
            // After it was opened: before, it might have been renamed in between.
            if (!FolderFile.of(path).isSameFileAs(file.name(), file.key())) {
                closePresent();
                return false;
            }
        } catch (NoSuchFileException e) {
            closePresent();
            return false;
        }
        progress.opened(file);
        return true;
    }

    private void closePresent() throws IOException {
        OpenFile<T> file = open;
        open = null;
        progress.closed();
        if (file != null) {
            file.close();
        }
    }

    /** Whether nothing will be added to the present file, as far as can be told, and it is time to go on. */
    private boolean isAtEnd() throws IOException {
        FolderFile now = files.find(progress.present());
        if (now == null) {
            // Renamed to where it does not belong to the folder, as logs are: whoever writes it may not have noticed
            // yet.
            return Objects.requireNonNull(open).isQuietFor(options.quiet());
        }
        progress.changed(now);
        boolean quiet = now.modified() + options.quiet().toMillis() <= System.currentTimeMillis();
        // A file that stays is waited at until there is another one.
        return quiet && (!options.afterCommit().keeps() || files.first(progress::isToBeRead) != null);
    }

    private void finish() throws IOException {
        OpenFile<T> file = Objects.requireNonNull(open);
        FolderFile current = progress.present();
        finished.add(new FinishedFile(current.name(), current.key(), file.offset(), file.mark()));
        closePresent();
        dispose();
    }

    @Override
    public void committed(Position position) throws IOException {
        committed = position;
        stored = Set.copyOf(FilePosition.of(position).finishedFiles());
        dispose();
    }

    /**
     * Gives those files away that the stored position says are finished; and all that are, when it is that of the last item that
     * was handed over.
     */
    private void dispose() throws IOException {
        if (finished.isEmpty()) {
            return;
        }
        boolean allStored = Objects.equals(handedOver, committed);
        finished.dispose(file -> allStored || stored.contains(file));
    }

    @Override
    public void close() throws IOException {
        closePresent();
    }
}
