package io.npipeline.file;

import java.util.Comparator;

/** In which order the files of a folder are read. */
public enum FileOrder {
    /** By name, for names that hold a date or a number. */
    NAME,
    /** By the time of the last change, and by name where that is the same; for files that are renamed when they are full. */
    MODIFIED;

    Comparator<FolderFile> comparator() {
        return switch (this) {
            case NAME -> Comparator.comparing(FolderFile::name);
            case MODIFIED -> Comparator.comparing(FolderFile::modified).thenComparing(FolderFile::name);
        };
    }
}
