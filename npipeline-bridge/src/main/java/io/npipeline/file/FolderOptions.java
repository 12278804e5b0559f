package io.npipeline.file;

import java.nio.file.FileSystems;
import java.time.Duration;

/**
 * How a folder is read. Immutable.
 *
 * @param glob what the names of its files match
 * @param quiet how long a file must not have changed to be at its end
 * @param maxRecordBytes the most bytes of a record
 */
record FolderOptions(String glob, FileOrder order, Duration quiet, AfterCommit afterCommit, int maxRecordBytes) {

    private static final int LEAST_RECORD_BYTES = 16;

    FolderOptions {
        FileSystems.getDefault().getPathMatcher("glob:" + glob);
        if (quiet.isNegative()) {
            throw new IllegalArgumentException("A file cannot be quiet for " + quiet);
        }
        if (maxRecordBytes < LEAST_RECORD_BYTES) {
            throw new IllegalArgumentException(
                    "Records must be allowed at least " + LEAST_RECORD_BYTES + " bytes, not " + maxRecordBytes);
        }
    }

    static FolderOptions ofDefaults() {
        return new FolderOptions("*", FileOrder.NAME, Duration.ofSeconds(5), new AfterCommit.Keep(), 1 << 20);
    }

    FolderOptions withGlob(String newGlob) {
        return new FolderOptions(newGlob, order, quiet, afterCommit, maxRecordBytes);
    }

    FolderOptions withOrder(FileOrder newOrder) {
        return new FolderOptions(glob, newOrder, quiet, afterCommit, maxRecordBytes);
    }

    FolderOptions withQuiet(Duration newQuiet) {
        return new FolderOptions(glob, order, newQuiet, afterCommit, maxRecordBytes);
    }

    FolderOptions withAfterCommit(AfterCommit newAfterCommit) {
        return new FolderOptions(glob, order, quiet, newAfterCommit, maxRecordBytes);
    }

    FolderOptions withMaxRecordBytes(int bytes) {
        return new FolderOptions(glob, order, quiet, afterCommit, bytes);
    }
}
