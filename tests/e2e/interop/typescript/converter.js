// The payload converter of client, worker and workflows: JSON, bytes, and protobuf in both encodings.
const protobuf = require('protobufjs');
const { BinaryPayloadConverter, CompositePayloadConverter, JsonPayloadConverter, UndefinedPayloadConverter } = require('@temporalio/common');
const { ProtobufBinaryPayloadConverter, ProtobufJsonPayloadConverter, patchProtobufRoot } = require('@temporalio/common/lib/protobufs');

const fields = { workflowId: { type: 'string', id: 1 }, runId: { type: 'string', id: 2 } };
const nested = ['temporal', 'api', 'common', 'v1'].reduceRight((inner, name) => ({ [name]: { nested: inner } }), { WorkflowExecution: { fields } });
const root = patchProtobufRoot(protobuf.Root.fromJSON({ nested }));

const converter = (...protobufs) =>
  new CompositePayloadConverter(new UndefinedPayloadConverter(), new BinaryPayloadConverter(), ...protobufs, new JsonPayloadConverter());
exports.WorkflowExecution = root.lookupType('temporal.api.common.v1.WorkflowExecution');
exports.payloadConverter = converter(new ProtobufJsonPayloadConverter(root), new ProtobufBinaryPayloadConverter(root));
exports.binaryFirst = converter(new ProtobufBinaryPayloadConverter(root), new ProtobufJsonPayloadConverter(root));
