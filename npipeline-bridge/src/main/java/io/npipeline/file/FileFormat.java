package io.npipeline.file;

/**
 * How the records of a file are cut and what they become. What is no record of the format, or does not fit the type, is an
 * item all the same, whose body fails to bind: it goes to the failure policy of the node that looks at it first, and the dead
 * letter holds its text.
 *
 * <p>Immutable.
 *
 * @param <T> the type of a body
 */
public abstract sealed class FileFormat<T> permits CsvFormat, JsonLinesFormat {

    FileFormat() {}

    /** Cuts one file. */
    abstract RecordCutter<T> cutter();
}
