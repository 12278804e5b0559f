package io.npipeline.engine;

import io.npipeline.message.Rejection;

/** A rejection that did not lead to anything yet. Compared by identity where it matters which call it came from. */
record Rejected(Rejection how) implements Decision {}
