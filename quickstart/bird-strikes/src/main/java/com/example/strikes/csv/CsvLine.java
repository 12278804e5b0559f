package com.example.strikes.csv;

import java.util.List;

/**
 * A record of a CSV file.
 *
 * @param file the file's name
 * @param line the number of the line it starts on, from 1
 * @param fields its fields, without quotes
 */
public record CsvLine(String file, long line, List<String> fields) {

    /** Names the record: {@code file:line}. */
    public String id() {
        return file + ":" + line;
    }
}
