package io.npipeline.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;

/**
 * A file of a folder as it was at some moment. Immutable.
 *
 * @param name its name in the folder
 * @param key its inode, which it keeps under any name; empty where the file system has no such thing
 * @param modified when it was changed last, in milliseconds since the epoch
 * @param size its bytes
 */
record FolderFile(String name, String key, long modified, long size) {

    static FolderFile of(Path path) throws IOException {
        // The device is left out: all files of a folder are on one, whose number changes when it is mounted again.
        boolean hasInodes = path.getFileSystem().supportedFileAttributeViews().contains("unix");
        String wanted = hasInodes ? "unix:ino,lastModifiedTime,size" : "lastModifiedTime,size";
        Map<String, Object> attributes = Files.readAttributes(path, wanted);
        return new FolderFile(
                path.getFileName().toString(),
                hasInodes ? String.valueOf(attributes.get("ino")) : "",
                FileTime.class
                        .cast(Objects.requireNonNull(attributes.get("lastModifiedTime")))
                        .toMillis(),
                Long.class.cast(Objects.requireNonNull(attributes.get("size"))));
    }

    /** Whether both may be the same file: by its key, or by its name where there are no keys. */
    boolean isSameFileAs(String otherName, String otherKey) {
        boolean hasKeys = !key.isEmpty() && !otherKey.isEmpty();
        return hasKeys ? key.equals(otherKey) : name.equals(otherName);
    }
}
