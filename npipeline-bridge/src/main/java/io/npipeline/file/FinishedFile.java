package io.npipeline.file;

import io.npipeline.binding.JsonText;
import java.util.ArrayList;
import java.util.List;

/**
 * A file that was read to its end. Immutable.
 *
 * @param name its name then
 * @param key its inode; empty where the file system has no such thing
 * @param size its bytes
 * @param mark what they are known again by
 */
record FinishedFile(String name, String key, long size, FileMark mark) {

    /** Whether the file is that one, whatever its name now, as far as can be told without a look into it. */
    boolean is(FolderFile file) {
        return file.isSameFileAs(name, key) && file.size() >= size;
    }

    /** The file as it was then, to be found again by. */
    FolderFile asFile() {
        return new FolderFile(name, key, 0, size);
    }

    /** Files as text, for a position. */
    static String write(List<FinishedFile> files) {
        return JsonText.toString(files.stream()
                .map(file -> List.of(file.name, file.key, file.size, file.mark.head(), file.mark.tail()))
                .toList());
    }

    /**
     * Files of such a text.
     *
     * @throws IllegalArgumentException when it is none
     */
    static List<FinishedFile> read(String text) {
        List<FinishedFile> files = new ArrayList<>();
        if (!(JsonText.parse(text) instanceof List<?> entries)) {
            throw unreadable(text);
        }
        for (Object entry : entries) {
            if (!(entry instanceof List<?> values
                    && values.size() == 5
                    && values.get(0) instanceof String name
                    && values.get(1) instanceof String key
                    && values.get(2) instanceof Number size
                    && values.get(3) instanceof Number head
                    && values.get(4) instanceof Number tail)) {
                throw unreadable(text);
            }
            files.add(new FinishedFile(name, key, size.longValue(), new FileMark(head.longValue(), tail.longValue())));
        }
        return files;
    }

    private static IllegalArgumentException unreadable(String text) {
        return new IllegalArgumentException("These are no finished files: " + text);
    }
}
