package io.npipeline.integration.docs;

import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles all Java of the pages at once, with all that the tests see. */
final class JavaSnippets {

    private static final Pattern PACKAGE = Pattern.compile("^package ([\\w.]+);", Pattern.MULTILINE);
    private static final Pattern TYPE =
            Pattern.compile("^public (?:final )?(?:class|interface|record|enum) (\\w+)", Pattern.MULTILINE);

    private final List<JavaFragment> fragments = JavaFragment.all();
    private final Map<String, Snippet> origins = new TreeMap<>();
    private final List<JavaFileObject> sources = new ArrayList<>();
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
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> options =
                List.of("-proc:none", "-d", classes.toString(), "-classpath", System.getProperty("java.class.path"));
        compiler.getTask(new StringWriter(), null, diagnostics, options, null, sources)
                .call();
        for (Diagnostic<? extends JavaFileObject> diagnostic : diagnostics.getDiagnostics()) {
            if (diagnostic.getKind() == Diagnostic.Kind.ERROR) {
                problems.add(origins.get(diagnostic.getSource().getName()) + ": "
                        + diagnostic.getMessage(Locale.ROOT) + " in line " + diagnostic.getLineNumber() + " of "
                        + diagnostic.getSource().getName());
            }
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
        String name = "/" + name(source.get()) + ".java";
        Snippet other = origins.putIfAbsent(name, snippet);
        if (other != null) {
            problems.add(snippet + " has the class of " + other);
            return;
        }
        sources.add(new Source(name, source.get()));
    }

    private static String name(String source) {
        return group(PACKAGE, source).replace('.', '/') + "/" + group(TYPE, source);
    }

    private static String group(Pattern pattern, String source) {
        Matcher match = pattern.matcher(source);
        return match.find() ? match.group(1) : "unnamed";
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String name, String text) {
            super(URI.create("string://" + name), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
