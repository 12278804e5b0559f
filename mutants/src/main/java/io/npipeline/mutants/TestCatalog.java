package io.npipeline.mutants;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * The test classes of some modules, found by the names of their files. Immutable.
 *
 * @param classes ordered by module, then by name
 */
record TestCatalog(List<TestClass> classes) {

    private static final String JAVA = ".java";

    TestCatalog {
        classes = List.copyOf(classes);
    }

    /**
     * @param root the folder that the modules are in
     */
    static TestCatalog of(Path root, Collection<String> modules) throws IOException {
        List<TestClass> classes = new ArrayList<>();
        for (String module : modules) {
            Path sources = root.resolve(module).resolve("src/test/java");
            try (Stream<Path> files = Files.walk(sources)) {
                files.map(file -> sources.relativize(file).toString().replace('/', '.'))
                        .filter(name -> name.endsWith(TestClass.UNIT_ENDING + JAVA)
                                || name.endsWith(TestClass.INTEGRATION_ENDING + JAVA))
                        .map(name -> new TestClass(module, name.substring(0, name.length() - JAVA.length())))
                        .sorted((left, right) -> left.name().compareTo(right.name()))
                        .forEach(classes::add);
            }
        }
        return new TestCatalog(classes);
    }

    /** The classes of these simple names; more than one where packages share a name, none where a name is unknown. */
    List<TestClass> named(Collection<String> simpleNames) {
        return classes.stream()
                .filter(type -> simpleNames.contains(type.simpleName()))
                .toList();
    }

    /** The unit tests of a module. */
    List<TestClass> units(Collection<String> modules) {
        return classes.stream()
                .filter(type -> modules.contains(type.module()) && !type.isIntegration())
                .toList();
    }

    /** All tests of a module, those on real workers too. */
    List<TestClass> all(String module) {
        return classes.stream().filter(type -> type.module().equals(module)).toList();
    }

    /** The class of this full name, as reports have it. */
    List<TestClass> withName(String name) {
        return classes.stream().filter(type -> type.name().equals(name)).toList();
    }
}
