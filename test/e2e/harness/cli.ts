import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const BUILT_CLI = fileURLToPath(new URL('../../../dist/cli/main.js', import.meta.url));

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** stdout read as JSON. @throws Error, showing both outputs, where it is none */
  json(): unknown;
}

/** The command as built for a user; tests run what is shipped, not the sources. */
export function builtCli(): string {
  if (!existsSync(BUILT_CLI)) throw new Error(`${BUILT_CLI} is not there: run npm run build first.`);
  return BUILT_CLI;
}

/** Runs `textback ARGS` to its end, as a user types it, with no colour and no configuration of this machine. */
export function runCli(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<CliResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [builtCli(), ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: cleanEnvironment(env),
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString('utf8');
    });
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString('utf8');
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr, json: () => parse(args, stdout, stderr) }));
  });
}

/** This process's environment without what would set textback's options or colour its output. */
export function cleanEnvironment(more: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('TEXTBACK_') && !name.startsWith('VITEST') && name !== 'FORCE_COLOR',
  );
  return { ...Object.fromEntries(kept), NODE_ENV: 'production', NO_COLOR: '1', ...more };
}

function parse(args: readonly string[], stdout: string, stderr: string): unknown {
  try {
    return JSON.parse(stdout);
  } catch {
    throw new Error(`textback ${args.join(' ')} printed no JSON:\n${stdout}\n${stderr}`);
  }
}
