package io.npipeline.message;

import java.util.regex.Pattern;

/** What a broker accepts as the name of a topic. */
public final class TopicNames {

    /** The rule, as the end of a sentence. */
    public static final String RULE =
            "must be the name of a topic: up to 249 letters, digits, dots, dashes and underscores";

    private static final Pattern LEGAL = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

    private TopicNames() {}

    public static boolean isLegal(String name) {
        return LEGAL.matcher(name).matches() && !name.equals(".") && !name.equals("..");
    }
}
