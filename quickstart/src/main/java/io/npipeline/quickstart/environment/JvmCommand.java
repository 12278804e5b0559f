package io.npipeline.quickstart.environment;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A Java program to run.
 *
 * @param name what to call it in messages; its log is {@code <name>.log} in the directory
 * @param mainClass the class to start
 * @param arguments its arguments
 * @param jvmFlags flags of the JVM besides the class path
 * @param environment environment variables besides the inherited ones
 * @param directory its working directory
 */
record JvmCommand(
        String name,
        String mainClass,
        List<String> arguments,
        List<String> jvmFlags,
        Map<String, String> environment,
        Path directory) {

    Path log() {
        return directory.resolve(name + ".log");
    }
}
