package io.npipeline.benchmarks.endtoend;

import java.nio.file.Path;

/**
 * One pass of one side over the data. Immutable.
 *
 * @param name no other round of the run has it
 * @param content what to read, from its beginning
 * @param work what is to be done for each record
 * @param directory an existing folder for what the side counts
 */
record Round(String name, Content content, Work work, Path directory) {}
