package com.example.strikes.report;

/** A value that the published file writes as a fixed text. */
public interface PublishedCode {

    /** The text, letter by letter. */
    String code();
}
