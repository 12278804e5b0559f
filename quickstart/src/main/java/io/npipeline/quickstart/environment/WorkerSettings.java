package io.npipeline.quickstart.environment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a worker is to be started with. Immutable: each {@code with…} method returns a copy.
 *
 * @param bootstrapServers the cluster it works for
 * @param pluginPath its {@code plugin.path}: folders whose children are plugins
 * @param properties worker properties besides, or other than, the usual ones; {@link #withProperty} gives examples
 * @param environment environment variables, which connector configurations read as <code>${env:NAME}</code>
 * @param jvmFlags flags of its JVM
 */
public record WorkerSettings(
        String bootstrapServers,
        List<Path> pluginPath,
        Map<String, String> properties,
        Map<String, String> environment,
        List<String> jvmFlags) {

    public WorkerSettings {
        pluginPath = List.copyOf(pluginPath);
        properties = Map.copyOf(properties);
        environment = Map.copyOf(environment);
        jvmFlags = List.copyOf(jvmFlags);
    }

    /** The usual settings. */
    public static WorkerSettings of(String bootstrapServers, Path... pluginPath) {
        return new WorkerSettings(bootstrapServers, List.of(pluginPath), Map.of(), Map.of(), List.of("-Xmx512m"));
    }

    /**
     * With a worker property, such as {@code group.id} or {@code exactly.once.source.support}; an empty value leaves out one
     * of the usual ones.
     */
    public WorkerSettings withProperty(String name, String value) {
        return new WorkerSettings(bootstrapServers, pluginPath, with(properties, name, value), environment, jvmFlags);
    }

    /** With an environment variable. */
    public WorkerSettings withEnvironment(String name, String value) {
        return new WorkerSettings(bootstrapServers, pluginPath, properties, with(environment, name, value), jvmFlags);
    }

    /** With a flag of the JVM behind those there are, so that a later {@code -Xmx} wins. */
    public WorkerSettings withJvmFlag(String flag) {
        List<String> flags = new ArrayList<>(jvmFlags);
        flags.add(flag);
        return new WorkerSettings(bootstrapServers, pluginPath, properties, environment, flags);
    }

    private static Map<String, String> with(Map<String, String> values, String name, String value) {
        Map<String, String> more = new TreeMap<>(values);
        more.put(name, value);
        return more;
    }
}
