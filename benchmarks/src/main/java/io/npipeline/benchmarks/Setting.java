package io.npipeline.benchmarks;

import java.nio.file.Path;

/**
 * What a benchmark runs in. Immutable.
 *
 * @param root the root folder of the checkout
 * @param folder an empty folder, deleted afterwards
 * @param quick whether to show that the benchmark works rather than to measure
 * @param progress for what the user reads meanwhile
 */
record Setting(Path root, Path folder, boolean quick, Progress progress) {}
