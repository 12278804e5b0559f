package io.npipeline.integration.docs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;

/** Compiles all Java of the pages at once, with all that the tests see. */
final class JavaSnippets {

    private final List<JavaFragment> fragments = JavaFragment.all();
    private final Map<String, Snippet> origins = new TreeMap<>();
    private final List<JavaSource> sources = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    /** What is wrong with the snippets; their classes are written into the folder. */
    List<String> compile(List<Snippet> snippets, Path classes) {
        snippets.forEach(this::add);
        for (JavaFragment fragment : fragments) {
            if (snippets.stream().noneMatch(fragment::isAround)) {
                problems.add("src/test/snippets: no snippet of " + fragment.page() + " begins with \""
                        + fragment.beginning() + "\"");
            }
        }
        for (Diagnostic<? extends JavaFileObject> error : JavaSource.errors(sources, classes)) {
            problems.add(origins.get(error.getSource().getName()) + ": " + error.getMessage(Locale.ROOT) + " in line "
                    + error.getLineNumber() + " of " + error.getSource().getName());
        }
        return problems;
    }

    private void add(Snippet snippet) {
        Optional<String> source = snippet.text().startsWith("package ")
                ? Optional.of(snippet.text())
                : fragments.stream()
                        .filter(fragment -> fragment.isAround(snippet))
                        .map(fragment -> fragment.with(snippet))
                        .findFirst();
        if (source.isEmpty()) {
            problems.add(snippet + " is neither a class with a package nor a piece of one in src/test/snippets");
            return;
        }
        JavaSource type = new JavaSource(source.get());
        Snippet other = origins.putIfAbsent(type.getName(), snippet);
        if (other != null) {
            problems.add(snippet + " has the class of " + other);
            return;
        }
        sources.add(type);
    }
}
