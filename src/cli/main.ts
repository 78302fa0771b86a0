#!/usr/bin/env node
import { nodeVersionProblem } from './node-version.ts';

// Whoever reads the output may stop before its end (`| head`): that is no failure, and not worth a word.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(process.exitCode ?? 0);
  });
}

// Before anything else is loaded: on an older Node the database's native part brings the process down.
const problem = nodeVersionProblem(process.versions.node);
if (problem === null) {
  const { run } = await import('./run.ts');
  const { processWorld } = await import('./world.ts');
  process.exitCode = await run(process.argv.slice(2), processWorld());
} else {
  console.error(problem);
  process.exitCode = 1;
}
