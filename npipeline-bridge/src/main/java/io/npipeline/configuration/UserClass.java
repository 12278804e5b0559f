package io.npipeline.configuration;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.List;

/**
 * A class of the user's that a key names. It is looked for through the plugin's class loader, which sees the jars beside the
 * connector's and no others. Whatever goes wrong becomes a {@link ConfigProblemException} on the key.
 *
 * @param key the key
 * @param name the class
 * @param type what it has to be
 */
record UserClass<T>(String key, String name, Class<T> type) {

    /** What is wrong with the class, as far as that can be told without making an object. */
    List<ConfigProblem> problems() {
        try {
            constructor();
            return List.of();
        } catch (ConfigProblemException e) {
            return List.of(e.problem());
        } catch (LinkageError e) {
            return List.of(invalid(missingClass(e)).problem());
        }
    }

    /** A new object. May also throw the {@link LinkageError} of a class that it needs. */
    T newInstance() {
        try {
            return constructor().newInstance();
        } catch (InstantiationException | IllegalAccessException e) {
            throw notConstructible();
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof LinkageError linkage) {
                throw linkage;
            }
            throw invalid("its constructor failed: " + e.getCause());
        }
    }

    private Constructor<? extends T> constructor() {
        if (name.isBlank()) {
            throw invalid("must be set to the name of a class");
        }
        try {
            Class<?> named = Class.forName(name, true, UserClass.class.getClassLoader());
            if (!type.isAssignableFrom(named)) {
                throw invalid("the class does not implement " + type.getName());
            }
            if (!Modifier.isPublic(named.getModifiers()) || Modifier.isAbstract(named.getModifiers())) {
                throw notConstructible();
            }
            return named.asSubclass(type).getConstructor();
        } catch (ClassNotFoundException e) {
            throw invalid("the class was not found; its jar belongs in the plugin folder of the connector");
        } catch (NoSuchMethodException e) {
            throw notConstructible();
        }
    }

    private ConfigProblemException notConstructible() {
        return invalid("the class must be public, not abstract and have a public constructor without parameters");
    }

    ConfigProblemException invalid(String rule) {
        return new ConfigProblemException(new ConfigProblem(key, name, rule));
    }

    static String missingClass(LinkageError error) {
        Throwable root =
                error instanceof ExceptionInInitializerError && error.getCause() != null ? error.getCause() : error;
        String message = root.getMessage();
        // The name of a missing class; for a class that failed to initialise before, a sentence.
        if (root instanceof NoClassDefFoundError && message != null && message.indexOf(' ') < 0) {
            return "it needs the class " + message.replace('/', '.')
                    + ", which is not in the plugin folder of the connector";
        }
        return "the class cannot be loaded: " + root;
    }
}
