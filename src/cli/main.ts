#!/usr/bin/env node
import { run } from './run.ts';
import { processWorld } from './world.ts';

// Whoever reads the output may stop before its end (`| head`): that is no failure, and not worth a word.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(process.exitCode ?? 0);
  });
}

process.exitCode = await run(process.argv.slice(2), processWorld());
