package io.npipeline.quickstart;

import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;

/** Why something failed, in words for users. */
final class Reasons {

    private Reasons() {}

    /** The message of an exception; what is the matter with a path, where an exception says nothing else. */
    static String of(Exception exception) {
        Throwable failure =
                exception instanceof UncheckedIOException ? Objects.requireNonNull(exception.getCause()) : exception;
        if (failure instanceof NoSuchFileException absent) {
            return "there is no file or folder " + absent.getFile();
        }
        if (failure instanceof AccessDeniedException denied) {
            return denied.getFile() + " may not be read or written";
        }
        boolean hasNoReason = failure instanceof FileSystemException other && other.getReason() == null;
        return hasNoReason || failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }
}
