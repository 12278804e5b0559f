package io.npipeline.quickstart.graph;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The classes of a plugin folder, and this module's own once more beside them: a pipeline is an object of the plugin's
 * classes, and who looks into it has to see the same ones. What the worker provides comes from where this class comes from.
 * Thread safe.
 */
public final class PluginClasses extends URLClassLoader {

    private static final String OURS = "io.npipeline.";

    static {
        registerAsParallelCapable();
    }

    /**
     * @param jars those of the plugin, with the pipelines' own
     */
    public PluginClasses(List<Path> jars) {
        super(urls(jars), PluginClasses.class.getClassLoader());
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
        urls.add(PluginClasses.class.getProtectionDomain().getCodeSource().getLocation());
        return urls.toArray(URL[]::new);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(OURS)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
        }
    }
}
