package io.npipeline.records;

import java.util.function.Supplier;

/**
 * Calls a plugin of the worker as the worker does: with the plugin's own class loader as the thread's. A converter may lie
 * in another folder than ours, and what it looks up by name it finds in its own only.
 */
public final class InPluginLoader {

    private InPluginLoader() {}

    public static <V> V call(Object plugin, Supplier<V> call) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(plugin.getClass().getClassLoader());
        try {
            return call.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
