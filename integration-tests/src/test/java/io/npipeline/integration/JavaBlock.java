package io.npipeline.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.integration.docs.Snippet;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** A class that a page of the docs shows. Immutable. */
public record JavaBlock(String source) {

    /** The blocks of a page, of which there is one at least; its path begins at the root of the project. */
    public static List<JavaBlock> allOf(String page) {
        List<JavaBlock> blocks = Snippet.of(page).stream()
                .filter(snippet -> snippet.isIn("java"))
                .map(snippet -> new JavaBlock(snippet.text()))
                .toList();
        assertThat(blocks).as("blocks of Java in %s", page).isNotEmpty();
        return blocks;
    }

    /** Compiles it with all that the tests see. */
    public void compile(String simpleName, Path classes) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter output = new StringWriter();
        JavaFileObject file =
                new SimpleJavaFileObject(URI.create("string:///" + simpleName + ".java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        List<String> options = List.of("-d", classes.toString(), "-classpath", System.getProperty("java.class.path"));
        boolean compiled = compiler.getTask(output, null, null, options, null, List.of(file))
                .call();
        assertThat(compiled).as(output.toString()).isTrue();
    }
}
