package io.npipeline.integration.moves;

/** What a record says: its key and its number among the records of that key, from 0 on without a gap. Immutable. */
record Body(String key, int number) {

    static Body parse(String text) {
        int colon = text.indexOf(':');
        return new Body(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    }

    Body predecessor() {
        return new Body(key, number - 1);
    }

    @Override
    public String toString() {
        return key + ":" + number;
    }
}
