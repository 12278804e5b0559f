package io.npipeline.deployment;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes what a login module is told. */
final class Jaas {

    /** A reference to a config provider as workers know them, such as <code>${file:/etc/secrets:password}</code>. */
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{[^}]*?:[^}]*}");

    private Jaas() {}

    /** The login of a user with a password, either of which may be a reference. */
    static String login(String module, String user, String password) {
        return module + " required username=\"" + quotable(user) + "\" password=\"" + quotable(password) + "\";";
    }

    /** What stands in a text as it is. */
    static String withoutReferences(String text) {
        return REFERENCE.matcher(text).replaceAll("");
    }

    /** Escapes what would end the quotation; a reference is left alone, or the worker would not find it. */
    private static String quotable(String text) {
        Matcher reference = REFERENCE.matcher(text);
        StringBuilder quotable = new StringBuilder();
        int from = 0;
        while (reference.find()) {
            quotable.append(escape(text.substring(from, reference.start()))).append(reference.group());
            from = reference.end();
        }
        return quotable.append(escape(text.substring(from))).toString();
    }

    private static String escape(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
