// Runs models for tests: one request a line of standard input, one answer a line of standard output.
//   { model: FILE, inputs: [{ name, type, dims, file }], out: PREFIX }
//   { outputs: [{ name, type, dims, file }] } or { error: TEXT }
// Files hold the elements as they lie in memory. Started in the folder that holds node_modules.
'use strict';
const fs = require('fs');
const readline = require('readline');
const ort = require(require.resolve('onnxruntime-node', { paths: [process.cwd()] }));

const ARRAYS = {
  float32: Float32Array, float64: Float64Array, float16: Uint16Array, int8: Int8Array, uint8: Uint8Array, int16: Int16Array,
  uint16: Uint16Array, int32: Int32Array, uint32: Uint32Array, int64: BigInt64Array, uint64: BigUint64Array, bool: Uint8Array,
};

function read(input) {
  const bytes = fs.readFileSync(input.file);
  const data = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  return new ort.Tensor(input.type, new ARRAYS[input.type](data), input.dims);
}

function write(name, tensor, file) {
  const data = tensor.data;
  fs.writeFileSync(file, Buffer.from(data.buffer, data.byteOffset, data.byteLength));
  return { name, type: tensor.type, dims: tensor.dims, file };
}

async function run(request) {
  const session = await ort.InferenceSession.create(request.model, {
    executionProviders: ['cpu'], graphOptimizationLevel: 'basic', intraOpNumThreads: 2, logSeverityLevel: 3,
  });
  try {
    const feeds = {};
    for (const input of request.inputs) feeds[input.name] = read(input);
    const outputs = await session.run(feeds);
    return { outputs: session.outputNames.map((name, i) => write(name, outputs[name], `${request.out}.${i}`)) };
  } finally {
    await session.release();
  }
}

(async () => {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    let answer;
    try {
      answer = await run(JSON.parse(line));
    } catch (error) {
      answer = { error: String(error && error.message || error) };
    }
    fs.writeSync(1, JSON.stringify(answer) + '\n');
  }
})();
