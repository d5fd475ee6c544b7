// Counts the GPU's work. The engine computes in a worker, which no script of the test can enter before it starts:
// so the server puts the counters in front of the worker's own first line.
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

function count() {
  const names = {
    dispatches: ['GPUComputePassEncoder', 'dispatchWorkgroups'],
    submits: ['GPUQueue', 'submit'],
    pipelines: ['GPUDevice', 'createComputePipeline'],
    writes: ['GPUQueue', 'writeBuffer'],
    readbacks: ['GPUBuffer', 'mapAsync'],
  };
  self.gpuCounts = {};
  // The counts at every read-back, each of which ends a step or an evaluation.
  self.gpuMarks = [];
  for (const [name, [type, method]] of Object.entries(names)) {
    self.gpuCounts[name] = 0;
    const prototype = self[type]?.prototype;
    if (!prototype) continue;
    const original = prototype[method];
    prototype[method] = function (...given) {
      self.gpuCounts[name] += 1;
      if (name === 'readbacks') self.gpuMarks.push({ ...self.gpuCounts });
      return original.apply(this, given);
    };
  }
}

/** Answers for the worker's loader with the counters in front. */
export function counting(dist, path, response) {
  if (!path.endsWith('_loader.js')) return false;
  // Imports are carried out before all else, but the loader's own `await init()` starts the engine.
  const loader = readFileSync(join(dist, basename(path)), 'utf8');
  response.writeHead(200, { 'content-type': 'text/javascript' }).end(`(${count})();\n${loader}`);
  return true;
}
