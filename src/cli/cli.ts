import { Command } from 'commander';
import { type Config, type ConfigProblem, formatProblem, loadConfig, type Secrets } from '../config.ts';
import type { Millis } from '../core/clock.ts';
import type { OnProgress } from '../core/progress.ts';
import { type Actor, NotAllowed, storeFor, whoIs } from '../services/act-as.ts';
import type { Business } from '../services/business.ts';
import type { Rejection } from '../services/rejection.ts';
import { type DatabaseFiles, databaseFiles } from '../store/database-files.ts';
import { openStore, type Store, StoreError } from '../store/open-store.ts';
import { EXIT, exitCodeOf } from './exit-code.ts';
import { createFormat, type Format } from './format.ts';
import { harmless } from './harmless.ts';
import { createProgressLine } from './progress-line.ts';
import type { World } from './world.ts';

/** What a command that did its work has to say. */
export interface Report {
  /** For programs; its keys are stable. */
  readonly json: unknown;
  /** For people; ends with a newline. `''` for nothing. */
  readonly text: string;
  /** For people, beside the data. */
  readonly notes?: readonly string[];
  /** It ends a list of one object a line: its JSON is on one, too. */
  readonly isLastLine?: boolean;
  /** It did its work, and what it found is bad: exit code 1. */
  readonly isBad?: boolean;
}

/** Data too long to hold, in one form for people and programs, written as it comes. */
interface Stream {
  readonly chunks: Iterable<string>;
}

type Answer = Report | Stream | Rejection;

/** Everything a command works with. */
export interface Session {
  readonly store: Store;
  readonly business: Business;
  readonly format: Format;
  /** For the audit: `user:Maria` where they are known, else e.g. `cli:maria`. */
  readonly actor: string;
  /** The same, with who of the business's people it is. */
  readonly person: Actor;
  /** For the few that write as they go. */
  readonly wantsJson: boolean;
  readonly now: Millis;
  readonly world: World;
  readonly config: Config;
  readonly secrets: Secrets;
}

/** What a command works with that looks at whole databases, which need not be sound. */
export interface FileSession extends Omit<Session, 'store' | 'person' | 'wantsJson'> {
  /** The configured one's path. */
  readonly database: string;
  readonly files: DatabaseFiles;
  readonly onProgress: OnProgress;
}

/** Sound, and with every secret read. */
interface LoadedConfig {
  readonly config: Config;
  readonly secrets: Secrets;
}

type Handler<Args extends unknown[]> = (session: Session, ...args: Args) => Answer | Promise<Answer>;

/** What the command line gives its commands. */
export interface Cli {
  readonly world: World;
  /** Runs `handler` as a command's action, on the configured database; prints what it reports. */
  withStore<Args extends unknown[]>(handler: Handler<Args>): (...args: Args) => Promise<void>;
  /** The same for commands that work on database files, and open none but by themselves. */
  withFiles<Args extends unknown[]>(
    handler: (session: FileSession, ...args: Args) => Promise<Answer>,
  ): (...args: Args) => Promise<void>;
  /** For commands that look after themselves: takes the exit code that `handler` returns. */
  withOptions<Args extends unknown[]>(
    handler: (options: GlobalOptions, ...args: Args) => number | Promise<number>,
  ): (...args: Args) => Promise<void>;
  readonly exitCode: number;
}

/** What every command takes. */
export interface GlobalOptions {
  readonly config?: string;
  readonly json?: boolean;
}

export function createCli(world: World): Cli {
  let exitCode: number = EXIT.ok;
  function configured<Args extends unknown[]>(
    act: (loaded: LoadedConfig, options: GlobalOptions, args: Args) => Promise<number>,
  ) {
    return async (...args: Args): Promise<void> => {
      const options = globalOptions(args);
      const loaded = loadConfig({ ...configFile(options), env: world.env });
      if (!loaded.ok) reportProblems(world, loaded.problems, options);
      exitCode = loaded.ok ? await act(loaded, options, args) : EXIT.usage;
    };
  }
  return {
    world,
    get exitCode() {
      return exitCode;
    },
    withOptions(handler) {
      return async (...args) => {
        exitCode = await handler(globalOptions(args), ...args);
      };
    },
    withStore(handler) {
      return configured((loaded, options, args) =>
        inSession(world, loaded, options, (session) => handler(session, ...args)),
      );
    },
    withFiles(handler) {
      return configured((loaded, options, args) =>
        withProgress(world, loaded, options, (session) => handler(session, ...args)),
      );
    },
  };
}

/** `loadConfig`'s own word for where to look; it reads TEXTBACK_CONFIG itself. */
export function configFile({ config }: GlobalOptions): { readonly file?: string } {
  return config === undefined ? {} : { file: config };
}

/** Says every problem, on stderr. */
export function reportProblems(
  world: World,
  problems: readonly ConfigProblem[],
  { json }: GlobalOptions,
): void {
  if (json === true) {
    const error = { kind: 'invalid', problem: 'The configuration is not sound.', remedy: '', problems };
    world.err(`${JSON.stringify({ error })}\n`);
    return;
  }
  for (const problem of problems) world.err(harmless(`error: ${formatProblem(problem)}\n`, false));
  if (!problems.some(({ key, problem }) => key === '' && problem.includes('ENOENT'))) return;
  world.err(
    'To create one, copy config/textback.example.toml there and set what it says; ' +
      'or name yours with --config FILE or TEXTBACK_CONFIG.\n',
  );
}

export function usesColor({ env, isTerminal }: World): boolean {
  // https://no-color.org: present and not empty, whatever its value.
  return isTerminal && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
}

async function inSession(
  world: World,
  loaded: LoadedConfig,
  options: GlobalOptions,
  handle: (session: Session) => Answer | Promise<Answer>,
): Promise<number> {
  const { config } = loaded;
  return reportingTrouble(world, config, options, async () => {
    const store = openStore(config.database.path);
    try {
      const { user, actor: person } = whoIs(store, world.user);
      const wantsJson = options.json === true;
      const own = { store: storeFor(store, user), actor: person.label, person, wantsJson };
      return print(world, await handle({ ...surroundings(world, loaded), ...own }), wantsJson);
    } finally {
      store.close();
    }
  });
}

async function withProgress(
  world: World,
  loaded: LoadedConfig,
  options: GlobalOptions,
  handle: (session: FileSession) => Promise<Answer>,
): Promise<number> {
  const { config } = loaded;
  const line = createProgressLine(world);
  const database = config.database.path;
  const own = { database, files: databaseFiles, onProgress: line.on };
  return reportingTrouble(world, config, options, async () => {
    try {
      const answer = await handle({ ...own, ...surroundings(world, loaded) });
      line.end();
      return print(world, answer, options.json === true);
    } finally {
      line.end();
    }
  });
}

function surroundings(
  world: World,
  { config, secrets }: LoadedConfig,
): Omit<Session, 'store' | 'person' | 'wantsJson'> {
  const { name, country, timeZone } = config.business;
  const { columns, user } = world;
  return {
    business: { name, country, timeZone },
    format: createFormat({ country, timeZone, columns, color: usesColor(world) }),
    actor: `cli:${user}`,
    now: world.now(),
    world,
    config,
    secrets,
  };
}

/** Says in words what the database or the disk refuses. */
async function reportingTrouble(
  world: World,
  { database }: Config,
  options: GlobalOptions,
  work: () => Promise<number>,
): Promise<number> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof NotAllowed) return print(world, error.rejection, options.json === true);
    const why = databaseTrouble(error, database.path) ?? fileTrouble(error);
    if (why === null) throw error;
    world.err(`error: ${why}\n`);
    return EXIT.failed;
  }
}

/** Says what a command has to say, and gives its exit code. */
export function print(world: World, report: Answer, asJson: boolean): number {
  if ('chunks' in report) {
    for (const chunk of report.chunks) world.out(chunk);
    return EXIT.ok;
  }
  if ('kind' in report) {
    const { kind, problem, remedy } = report;
    const text = asJson
      ? JSON.stringify({ error: { kind, problem, remedy } })
      : harmless(`error: ${problem}\n${remedy}`, false);
    world.err(`${text}\n`);
    return exitCodeOf(kind);
  }
  const indent = report.isLastLine === true ? 0 : 2;
  world.out(
    asJson ? `${JSON.stringify(report.json, null, indent)}\n` : harmless(report.text, usesColor(world)),
  );
  if (!asJson) for (const note of report.notes ?? []) world.err(`${harmless(note, false)}\n`);
  return report.isBad === true ? EXIT.failed : EXIT.ok;
}

/** What is wrong with the database, and what to do; null for an error of another kind. */
function databaseTrouble(error: unknown, path: string): string | null {
  if (error instanceof StoreError) return error.message;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (!code.startsWith('SQLITE_')) return null;
  if (code.startsWith('SQLITE_BUSY')) {
    return `The database ${path} was busy with another program for too long. Nothing was changed: try again.`;
  }
  if (code.startsWith('SQLITE_READONLY')) {
    return `The database ${path} may not be written by this user. Run the command as the user that runs textback.`;
  }
  return `The database ${path} cannot be used (${code}). Check the disk, and see \`journalctl -u textback\`.`;
}

/** The same of a file that cannot be read or written (Node's system errors). */
function fileTrouble(error: unknown): string | null {
  if (!(error instanceof Error) || !('syscall' in error) || !('path' in error)) return null;
  return `${error.message}. Check that the folder is there, that this user may use it, and that the disk has room.`;
}

/** Commander hands a command's action its arguments, its own options and the command itself. */
function globalOptions(args: readonly unknown[]): GlobalOptions {
  const command = args.at(-1);
  if (!(command instanceof Command)) throw new Error('an action was called without its command');
  return command.optsWithGlobals<GlobalOptions>();
}
