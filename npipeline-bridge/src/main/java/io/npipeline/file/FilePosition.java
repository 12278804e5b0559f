package io.npipeline.file;

import io.npipeline.node.Position;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where to go on in a folder: the file that is being read, what it is known again by, and the files that were read before and
 * still wait to be moved or deleted. Immutable.
 *
 * @param file the name of the file
 * @param key its inode; empty where the file system has no such thing
 * @param modified when it was changed last, in milliseconds since the epoch
 * @param offset the bytes of it that were read
 * @param mark what they are known again by
 * @param finished the files to move or to delete once the position is stored, as {@link FinishedFile#write} has them; empty for
 *     none
 */
record FilePosition(String file, String key, long modified, long offset, FileMark mark, String finished) {

    private static final String FILE = "file";
    private static final String KEY = "key";
    private static final String MODIFIED = "modified";
    private static final String OFFSET = "offset";
    private static final String HEAD = "head";
    private static final String TAIL = "tail";
    private static final String FINISHED = "finished";

    /**
     * @throws IllegalArgumentException naming the position, when it is none of a folder
     */
    static FilePosition of(Position position) {
        Map<String, Object> values = position.values();
        if (!(values.get(FILE) instanceof String file)) {
            throw new IllegalArgumentException("Position " + position + " has no text named \"" + FILE + "\"");
        }
        return new FilePosition(
                file,
                values.get(KEY) instanceof String key ? key : "",
                position.number(MODIFIED),
                position.number(OFFSET),
                new FileMark(position.number(HEAD), position.number(TAIL)),
                values.get(FINISHED) instanceof String finished ? finished : "");
    }

    Position toPosition() {
        Map<String, Object> values = new HashMap<>();
        values.put(FILE, file);
        values.put(MODIFIED, modified);
        values.put(OFFSET, offset);
        values.put(HEAD, mark.head());
        values.put(TAIL, mark.tail());
        if (!key.isEmpty()) {
            values.put(KEY, key);
        }
        if (!finished.isEmpty()) {
            values.put(FINISHED, finished);
        }
        return new Position(values);
    }

    /**
     * @throws IllegalArgumentException when the text is none of files
     */
    List<FinishedFile> finishedFiles() {
        return finished.isEmpty() ? List.of() : FinishedFile.read(finished);
    }

    /** The file as it was then, for the order of files. */
    FolderFile asFile() {
        return new FolderFile(file, key, modified, offset);
    }
}
