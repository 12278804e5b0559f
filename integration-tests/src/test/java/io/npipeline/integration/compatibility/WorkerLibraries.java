package io.npipeline.integration.compatibility;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The classes of a worker, and ours as they are when they are loaded beside them. Not thread safe. */
final class WorkerLibraries implements AutoCloseable {

    private final URLClassLoader loader;
    private final Map<String, Set<String>> members = new HashMap<>();

    private WorkerLibraries(URLClassLoader loader) {
        this.loader = loader;
    }

    /** Those of a folder; all else that these tests see, but for Kafka, stands behind them. */
    static WorkerLibraries of(Path folder) throws IOException {
        List<URL> urls = new ArrayList<>();
        try (Stream<Path> jars = Files.list(folder)) {
            jars.forEach(jar -> urls.add(url(jar)));
        }
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(entry ->
                        !entry.toString().contains(Path.of("org/apache/kafka").toString()))
                .forEach(entry -> urls.add(url(entry)));
        return new WorkerLibraries(new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader()));
    }

    /** Whether a reference leads to something. */
    boolean have(KafkaReference reference) {
        try {
            Class<?> owner = load(reference.owner());
            return reference.member().isEmpty()
                    || members.computeIfAbsent(reference.owner(), name -> Members.of(owner))
                            .contains(reference.member());
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** The methods that a class of ours is asked for and does not have; none of an abstract one. */
    List<String> unimplemented(String ours) throws ClassNotFoundException {
        Class<?> type = load(ours);
        return Modifier.isAbstract(type.getModifiers())
                ? List.of()
                : Arrays.stream(type.getMethods())
                        .filter(method -> Modifier.isAbstract(method.getModifiers()))
                        .map(Method::toString)
                        .toList();
    }

    private Class<?> load(String name) throws ClassNotFoundException {
        return Class.forName(name, false, loader);
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }
}
