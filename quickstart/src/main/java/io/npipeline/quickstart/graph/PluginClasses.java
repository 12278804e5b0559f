package io.npipeline.quickstart.graph;

import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.runtime.isolation.PluginClassLoader;

/**
 * The classes of a plugin folder, as the loader has them that a worker makes for the folder: its jars come first, but for what
 * Kafka and the JDK provide; behind them the launcher's own are found, which a worker has not. This module's own classes are
 * there once more: a pipeline is an object of the plugin's classes, and who looks into it has to see the same ones. Thread safe.
 */
public final class PluginClasses extends PluginClassLoader {

    static {
        registerAsParallelCapable();
    }

    /**
     * @param jars those of the plugin, with the pipelines' own
     */
    public PluginClasses(List<Path> jars) {
        super(ownLocation(), urls(jars), PluginClasses.class.getClassLoader());
    }

    private static URL[] urls(List<Path> jars) {
        List<URL> urls = new ArrayList<>();
        try {
            for (Path jar : jars) {
                urls.add(jar.toUri().toURL());
            }
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
        urls.add(ownLocation());
        return urls.toArray(URL[]::new);
    }

    private static URL ownLocation() {
        return PluginClasses.class.getProtectionDomain().getCodeSource().getLocation();
    }
}
