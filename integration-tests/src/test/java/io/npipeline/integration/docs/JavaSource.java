package io.npipeline.integration.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** A public type with its package, as text. Immutable. */
public final class JavaSource extends SimpleJavaFileObject {

    private static final Pattern PACKAGE = Pattern.compile("^package ([\\w.]+);", Pattern.MULTILINE);
    private static final Pattern TYPE =
            Pattern.compile("^public (?:final )?(?:class|interface|record|enum) (\\w+)", Pattern.MULTILINE);

    private final String text;

    JavaSource(String text) {
        super(
                URI.create("string:///" + group(PACKAGE, text).replace('.', '/') + "/" + group(TYPE, text) + ".java"),
                Kind.SOURCE);
        this.text = text;
    }

    private static String group(Pattern pattern, String text) {
        Matcher match = pattern.matcher(text);
        return match.find() ? match.group(1) : "unnamed";
    }

    /** Compiles one into a folder of classes, with all that the tests see. */
    public static void compile(String text, Path classes) {
        assertThat(errors(List.of(new JavaSource(text)), classes)).isEmpty();
    }

    /** Compiles them into a folder of classes, with all that the tests see. */
    static List<Diagnostic<? extends JavaFileObject>> errors(List<JavaSource> sources, Path classes) {
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> options =
                List.of("-proc:none", "-d", classes.toString(), "-classpath", System.getProperty("java.class.path"));
        compiler.getTask(new StringWriter(), null, diagnostics, options, null, sources)
                .call();
        return diagnostics.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .toList();
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
    }
}
