package io.npipeline.formats.judge;

/** The serdes that the judge has. */
public enum Serde {
    AVRO("avro"),
    JSON_SCHEMA("json-schema"),
    PROTOBUF("protobuf");

    private final String word;

    Serde(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }
}
