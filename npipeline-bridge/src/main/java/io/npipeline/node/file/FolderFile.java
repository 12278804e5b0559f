package io.npipeline.node.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A file of a folder as it was at some moment. Immutable.
 *
 * @param name its name in the folder
 * @param key what the file system knows it by under any name; empty where that has no such thing
 * @param modified when it was changed last, in milliseconds since the epoch
 * @param size its bytes
 */
record FolderFile(String name, String key, long modified, long size) {

    static FolderFile of(Path path) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        Object key = attributes.fileKey();
        return new FolderFile(
                path.getFileName().toString(),
                key == null ? "" : key.toString(),
                attributes.lastModifiedTime().toMillis(),
                attributes.size());
    }

    /** Whether both may be the same file: by its key, or by its name where there are no keys. */
    boolean isSameFileAs(String otherName, String otherKey) {
        boolean hasKeys = !key.isEmpty() && !otherKey.isEmpty();
        return hasKeys ? key.equals(otherKey) : name.equals(otherName);
    }
}
