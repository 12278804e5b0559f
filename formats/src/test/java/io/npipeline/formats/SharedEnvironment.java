package io.npipeline.formats;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives all test classes of a JVM the same processes, which end with the last of them. */
final class SharedEnvironment implements ParameterResolver {

    /** The root of the checkout. */
    static final Path ROOT = Path.of(System.getProperty("npipeline.home"));

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == FormatsEnvironment.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.GLOBAL)
                .getOrComputeIfAbsent(
                        FormatsEnvironment.class,
                        type -> FormatsEnvironment.start(ROOT, "it"),
                        FormatsEnvironment.class);
    }
}
