// The converter of a client that prefers binary protobuf.
exports.payloadConverter = require('./converter').binaryFirst;
