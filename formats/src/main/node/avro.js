'use strict'
const avsc = require('avsc')
const { SchemaRegistryClient, AvroDeserializer, AvroSerializer, SerdeType } = require('@confluentinc/schemaregistry')
const { fromJson, toJson } = require('./values')

// By default avsc has no whole numbers beyond 2^53.
const longType = avsc.types.LongType.__with({
  fromBuffer: buffer => buffer.readBigInt64LE(),
  toBuffer: value => {
    const buffer = Buffer.alloc(8)
    buffer.writeBigInt64LE(value)
    return buffer
  },
  fromJSON: BigInt,
  toJSON: String,
  isValid: value => typeof value === 'bigint',
  compare: (a, b) => (a < b ? -1 : a > b ? 1 : 0)
})

const options = {
  typeHook: schema => (schema === 'long' || schema.type === 'long' ? longType : undefined)
}

module.exports = registry => {
  const client = new SchemaRegistryClient({ baseURLs: [registry] })
  const deserializer = new AvroDeserializer(client, SerdeType.VALUE, options)
  const byLatest = new AvroDeserializer(client, SerdeType.VALUE, { ...options, useLatestVersion: true })

  return {
    register: (subject, schema) => client.register(subject, { schemaType: 'AVRO', schema }, false),

    async writer ({ topic, id }) {
      const serializer = new AvroSerializer(client, SerdeType.VALUE, { ...options, autoRegisterSchemas: false, useSchemaId: id })
      return value => serializer.serialize(topic, fromJson(value))
    },

    async read (topic, record, latest) {
      return { value: toJson(await (latest ? byLatest : deserializer).deserialize(topic, record)) }
    }
  }
}
