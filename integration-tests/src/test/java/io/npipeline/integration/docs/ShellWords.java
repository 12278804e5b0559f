package io.npipeline.integration.docs;

import java.util.ArrayList;
import java.util.List;

/** Divides shell text into commands and these into words, as far as pages use the shell: quotes, comments, lists and pipes. */
final class ShellWords {

    private static final char CONTINUED = '\\';

    private final List<List<String>> commands = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private List<String> command = new ArrayList<>();
    private boolean inWord;

    private ShellWords() {}

    static List<List<String>> of(String text) {
        ShellWords words = new ShellWords();
        words.read(text);
        return words.commands;
    }

    private void read(String text) {
        int i = 0;
        while (i < text.length()) {
            char next = text.charAt(i);
            if (next == '\'' || next == '"') {
                int end = text.indexOf(next, i + 1);
                add(text.substring(i + 1, end));
                i = end;
            } else if (next == CONTINUED) {
                i++;
                if (text.charAt(i) != '\n') {
                    add(text.substring(i, i + 1));
                }
            } else if (next == '#' && !inWord) {
                i = text.indexOf('\n', i) - 1;
            } else if (Character.isWhitespace(next)) {
                endWord();
                if (next == '\n') {
                    endCommand();
                }
            } else if (next == '>') {
                endWord();
                i = text.indexOf('\n', i) - 1; // what is made is not there yet
            } else if (next == '|' || next == ';' || next == '&') {
                endWord();
                endCommand();
            } else {
                add(String.valueOf(next));
            }
            i++;
        }
        endWord();
        endCommand();
    }

    private void add(String text) {
        word.append(text);
        inWord = true;
    }

    private void endWord() {
        if (inWord) {
            command.add(word.toString());
            word.setLength(0);
            inWord = false;
        }
    }

    private void endCommand() {
        if (!command.isEmpty()) {
            commands.add(command);
            command = new ArrayList<>();
        }
    }
}
