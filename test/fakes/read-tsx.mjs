// Node strips the types of .ts by itself, and does not read .tsx. Given by NODE_OPTIONS to processes that tests
// start from the sources, this compiles the pages as the build does. Plain JavaScript, because it runs before.
import { readFileSync } from 'node:fs';
import { createRequire, registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

registerHooks({
  load(url, context, nextLoad) {
    if (!url.endsWith('.tsx')) return nextLoad(url, context);
    const { transformSync } = createRequire(import.meta.url)('@swc/core');
    const { code } = transformSync(readFileSync(fileURLToPath(url), 'utf8'), {
      jsc: {
        parser: { syntax: 'typescript', tsx: true },
        target: 'es2024',
        transform: { react: { runtime: 'automatic', importSource: 'hono/jsx' } },
      },
    });
    return { format: 'module', source: code, shortCircuit: true };
  },
});
