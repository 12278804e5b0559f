package io.npipeline.quickstart.check;

import java.util.List;

/**
 * A row of the database.
 *
 * @param id the row's identity
 * @param columns its values as text in the order of the file's columns; a missing number is empty
 */
record StoredReport(String id, List<String> columns) {}
