import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';

const STORE = pathToFileURL('src/store/open-store.ts').href;

/**
 * Runs `script` in `count` processes of their own at once; it sees `openStore`, the database's `path` and
 * its number `me`. Resolves with what each wrote.
 * @throws with what a process wrote to its standard error, if it fails
 */
export async function inProcesses(count: number, path: string, script: string): Promise<string[]> {
  const source = `
    const { openStore } = await import(${JSON.stringify(STORE)});
    const [path, me] = [process.argv[1], Number(process.argv[2])];
    ${script}`;
  return await Promise.all(
    Array.from({ length: count }, async (_, me) => {
      // Node strips the types of our own sources by itself.
      const child = spawn(process.execPath, ['--input-type=module', '-e', source, path, String(me)]);
      const [said, failed, [code]] = await Promise.all([
        text(child.stdout),
        text(child.stderr),
        once(child, 'exit'),
      ]);
      if (code !== 0) throw new Error(failed);
      return said;
    }),
  );
}
