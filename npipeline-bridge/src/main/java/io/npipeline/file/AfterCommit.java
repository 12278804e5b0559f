package io.npipeline.file;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is done with a file all of whose records are stored. Immutable. */
sealed interface AfterCommit {

    /** Whether files stay where they are. */
    default boolean keeps() {
        return false;
    }

    /**
     * Makes ready for files of a folder.
     *
     * @throws IOException when that cannot be done with them
     */
    default void prepare(Path folder) throws IOException {}

    void dispose(Path folder, String name) throws IOException;

    /** Leaves it where it is. */
    record Keep() implements AfterCommit {
        @Override
        public boolean keeps() {
            return true;
        }

        @Override
        public void dispose(Path folder, String name) {}
    }

    /** Deletes it. */
    record Delete() implements AfterCommit {
        @Override
        public void dispose(Path folder, String name) throws IOException {
            Files.delete(folder.resolve(name));
        }
    }

    /**
     * Moves it.
     *
     * @param target where to; relative to the folder it is in
     */
    record Move(Path target) implements AfterCommit {
        @Override
        public void prepare(Path folder) throws IOException {
            Path moved = folder.resolve(target);
            Files.createDirectories(moved);
            if (!Files.isWritable(moved) || Files.isSameFile(moved, folder)) {
                throw new IOException(
                        "Files cannot be moved to " + moved + ": it must be another folder, and one to write to");
            }
        }

        /** Under a name that is free there: an earlier file of the same name is not to be lost. */
        @Override
        public void dispose(Path folder, String name) throws IOException {
            Path moved = folder.resolve(target);
            int number = 0;
            boolean done = false;
            while (!done) {
                try {
                    Files.move(folder.resolve(name), moved.resolve(number == 0 ? name : name + "." + number));
                    done = true;
                } catch (FileAlreadyExistsException e) {
                    number++;
                }
            }
        }
    }
}
