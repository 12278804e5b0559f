package io.npipeline.file;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How far a folder was read: which file is read now or was read last, and by that which others are to be read.
 *
 * <p>Used by one thread.
 */
final class FolderProgress {

    /** What became of the present file. */
    private enum State {
        OPEN,
        /** It was read to its end, or there was none yet. */
        CLOSED,
        /** It is not there any more as it was when it was read. */
        LOST
    }

    private final FolderOptions options;
    private final FinishedFiles finished;

    /** As it was when it was looked at last; {@code null} for none. */
    private @Nullable FolderFile present;

    private State state = State.CLOSED;

    FolderProgress(FolderOptions options, FinishedFiles finished) {
        this.options = options;
        this.finished = finished;
    }

    /** The file that is read. */
    FolderFile present() {
        return Objects.requireNonNull(present);
    }

    void opened(FolderFile file) {
        present = file;
        state = State.OPEN;
    }

    /** The present file has another name or was changed. */
    void changed(FolderFile now) {
        present = now;
    }

    void closed() {
        if (state == State.OPEN) {
            state = State.CLOSED;
        }
    }

    /** The file where reading is to go on cannot be found. */
    void lost(FolderFile known) {
        present = known;
        state = State.LOST;
    }

    /** Whether a file is to be read after the present one. */
    boolean isToBeRead(FolderFile file) {
        FolderFile last = present;
        if (last == null) {
            return isUnread(file);
        }
        boolean same = file.isSameFileAs(last.name(), last.key());
        if (!options.afterCommit().keeps()) {
            return !(same && state == State.OPEN) && isUnread(file);
        }
        boolean comes = options.order().comparator().compare(file, last) > 0;
        // What has the name of the file that was lost came in its place.
        return state == State.LOST ? (comes || file.name().equals(last.name())) : (comes && !same);
    }

    private boolean isUnread(FolderFile file) {
        return finished.find(file).map(before -> before.size() < file.size()).orElse(true);
    }
}
