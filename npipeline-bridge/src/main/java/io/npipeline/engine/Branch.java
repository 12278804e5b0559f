package io.npipeline.engine;

import io.npipeline.message.KafkaMessage;

/** A message and the operator it is to enter next. */
record Branch(Operator at, KafkaMessage<?> message) {}
