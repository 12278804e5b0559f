'use strict'
const { execFileSync } = require('node:child_process')
const { mkdtempSync, readFileSync, rmSync, writeFileSync } = require('node:fs')
const { tmpdir } = require('node:os')
const { join } = require('node:path')
const { create, createFileRegistry, createMutableRegistry, fromBinary, isFieldSet, toBinary } = require('@bufbuild/protobuf')
const { FileDescriptorProtoSchema, FileDescriptorSetSchema } = require('@bufbuild/protobuf/wkt')
const { SchemaRegistryClient, ProtobufDeserializer, ProtobufSerializer, SerdeType } = require('@confluentinc/schemaregistry')
const { fromJson, toJson, Unwritable } = require('./values')

const TIMESTAMP = 'google.protobuf.Timestamp'
const TEXT = /^\s*(syntax|package|import|message|option|enum|\/\/|\/\*)/

// Values by the names of fields to what a message is made of, and back. Not set is null where a message can tell.
function init (type, value) {
  const result = {}
  for (const field of type.fields) {
    const content = value[field.name]
    if (content !== null && content !== undefined) {
      result[field.localName] = initField(field, content)
    }
  }
  return result
}

function initField (field, content) {
  if (field.fieldKind === 'list') {
    return content.map(one => initSingle(field, field.listKind, one))
  }
  if (field.fieldKind === 'map') {
    return Object.fromEntries(Object.entries(content).map(([key, one]) => [key, initSingle(field, field.mapKind, one)]))
  }
  return initSingle(field, field.fieldKind, content)
}

function initSingle (field, kind, content) {
  if (content === null) {
    throw new Unwritable(`Protobuf has no null in ${field.name}`)
  }
  if (kind === 'enum') {
    return typeof content === 'number' ? content : field.enum.values.find(one => one.name === content).number
  }
  return kind === 'message' ? init(field.message, content) : content
}

function taken (type, message) {
  const result = {}
  for (const field of type.fields) {
    const absent = field.fieldKind !== 'list' && field.fieldKind !== 'map' &&
      (field.fieldKind === 'message' || field.proto.proto3Optional) && !isFieldSet(message, field)
    result[field.name] = absent ? null : takenField(field, message[field.localName])
  }
  return result
}

function takenField (field, content) {
  if (field.fieldKind === 'list') {
    return content.map(one => takenSingle(field, field.listKind, one))
  }
  if (field.fieldKind === 'map') {
    return Object.fromEntries(Object.entries(content).map(([key, one]) => [key, takenSingle(field, field.mapKind, one)]))
  }
  return takenSingle(field, field.fieldKind, content)
}

function takenSingle (field, kind, content) {
  if (kind === 'enum') {
    return field.enum.values.find(one => one.number === content)?.name ?? { $n: String(content) }
  }
  if (kind === 'message') {
    return field.message.typeName === TIMESTAMP
      ? { $t: [String(content.seconds), String(content.nanos)] }
      : taken(field.message, content)
  }
  return toJson(content)
}

// Confluent's registry answers with descriptors where it is asked for them. Apicurio's answers with what was registered, which
// may be text: protoc, which knows nothing of the writer, makes the descriptor then.
class DescriptorClient extends SchemaRegistryClient {
  constructor (url, protoc) {
    super({ baseURLs: [url] })
    this.protoc = protoc
    this.known = new Map()
  }

  async getBySubjectAndId (subject, id, format) {
    return this.described(await super.getBySubjectAndId(subject, id), format)
  }

  async getSchemaMetadata (subject, version, deleted, format) {
    return this.described(await super.getSchemaMetadata(subject, version, deleted), format)
  }

  async described (info, format) {
    if (format !== 'serialized' || !TEXT.test(info.schema)) {
      return info
    }
    if (!this.known.has(info.schema)) {
      const files = new Map()
      await this.collect(info.references, files)
      files.set('value.proto', info.schema)
      const file = compile(this.protoc, files, 'value.proto').file.find(one => one.name === 'value.proto')
      this.known.set(info.schema, Buffer.from(toBinary(FileDescriptorProtoSchema, file)).toString('base64'))
    }
    return { ...info, schema: this.known.get(info.schema) }
  }

  async collect (references, files) {
    for (const reference of references ?? []) {
      const referred = await super.getSchemaMetadata(reference.subject, reference.version, true)
      files.set(reference.name, referred.schema)
      await this.collect(referred.references, files)
    }
  }
}

function compile (protoc, files, main) {
  const folder = mkdtempSync(join(tmpdir(), 'protoc-'))
  try {
    for (const [name, text] of files) {
      writeFileSync(join(folder, name), text)
    }
    const output = join(folder, 'descriptors')
    const paths = [`--proto_path=${folder}`, `--proto_path=${join(__dirname, 'include')}`]
    execFileSync(protoc, ['--include_imports', `--descriptor_set_out=${output}`, ...paths, main],
      { stdio: ['ignore', 'ignore', 'pipe'] })
    return fromBinary(FileDescriptorSetSchema, readFileSync(output))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

module.exports = (registry, protoc) => {
  const client = new DescriptorClient(registry, protoc)

  return {
    // "files" are texts by name; the last is the one whose message is written.
    async writer ({ topic, files, message }) {
      const main = Object.keys(files).at(-1)
      const descriptors = createFileRegistry(compile(protoc, new Map(Object.entries(files)), main))
      const type = descriptors.getMessage(message)
      const known = createMutableRegistry(type)
      const serializer = new ProtobufSerializer(client, SerdeType.VALUE, { autoRegisterSchemas: true, registry: known })
      return value => serializer.serialize(topic, create(type, init(type, fromJson(value))))
    },

    async read (topic, record) {
      // One for each record: it keeps the files it has seen by their names, and all are called the same here.
      const deserializer = new ProtobufDeserializer(client, SerdeType.VALUE, {})
      const message = await deserializer.deserialize(topic, record)
      return { value: taken(deserializer.fileRegistry.getMessage(message.$typeName), message) }
    }
  }
}
