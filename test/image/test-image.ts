import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { debianMirror } from '../../src/demo/debian-host.ts';
import { cacheFolder } from '../../src/demo/provision-asterisk.ts';
import { findExecutable } from '../../src/demo/run-command.ts';

/** The image, built from the Dockerfile as it stands. */
export interface TestImage extends Disposable {
  /** Its root file system. */
  readonly root: string;
  /** What it asks of whoever runs it. */
  readonly config: ImageConfig;
  /** Of its files, with those of the Debian that it stands on. */
  readonly megabytes: number;
  readonly debianMegabytes: number;
  /** `buildah run`, as the image's own user. Gives what it printed, stderr too. */
  run(...command: readonly string[]): Ran;
}

interface Ran {
  readonly status: number | null;
  readonly said: string;
}

const CONFIG = z.object({
  User: z.string(),
  Env: z.array(z.string()),
  Entrypoint: z.array(z.string()),
  Cmd: z.array(z.string()),
  Volumes: z.record(z.string(), z.unknown()),
  Healthcheck: z.object({ Test: z.array(z.string()) }),
});
export type ImageConfig = z.infer<typeof CONFIG>;
const INSPECTED = z.object({ Docker: z.object({ config: CONFIG }) });

const TOOLS = ['buildah', 'debootstrap', 'npm', 'unshare', 'setpriv'];
const DEBIAN = 'localhost/textback-test-debian';
const NPM = 'localhost/textback-test-npm';
const TEXTBACK = 'localhost/textback-test';
const AUTHORITIES = 'usr/local/lib/extra-authorities.pem';

/** Why none can be built here; null where one can. */
export function whyNoImage(): string | null {
  if (process.getuid?.() !== 0) return 'only root can build one here (debootstrap, mounts)';
  const missing = TOOLS.filter((tool) => findExecutable(tool) === null);
  return missing.length === 0
    ? null
    : `${missing.join(', ')} not installed: apt-get install buildah debootstrap`;
}

/**
 * Builds it without any registry of images: on a Debian 12 made by debootstrap, and on the same with Node and npm of
 * this machine. All that buildah keeps lies in a folder of its own, which goes with the image.
 */
export async function buildTestImage(): Promise<TestImage> {
  const debian = await debianRoot();
  const folder = mkdtempSync(join(tmpdir(), 'textback-image-'));
  const store = ['--root', join(folder, 'root'), '--runroot', join(folder, 'run'), '--storage-driver', 'vfs'];
  const buildah = (...args: readonly string[]) => mustRun('buildah', ...store, ...args);
  // By the hundred thousand files: many times quicker than Node does it.
  const discard = () => void mustRun('rm', '-rf', folder);
  try {
    commit(buildah, 'scratch', DEBIAN, (root) => mustRun('cp', '-a', `${debian}/.`, root));
    commit(buildah, DEBIAN, NPM, addNpm, ['--env', `NODE_EXTRA_CA_CERTS=/${AUTHORITIES}`]);
    const bases = ['--build-arg', `BUILD_IMAGE=${NPM}`, '--build-arg', `BASE_IMAGE=${DEBIAN}`];
    // Docker's format: the other has no health checks.
    const how = ['--isolation', 'chroot', '--pull-never', '--format', 'docker', ...bases];
    buildah('bud', ...how, '-t', TEXTBACK, '.');
    const container = buildah('from', '--pull-never', TEXTBACK);
    const root = buildah('mount', container);
    return {
      root,
      config: INSPECTED.parse(JSON.parse(buildah('inspect', '--type', 'image', TEXTBACK))).Docker.config,
      megabytes: megabytesOf(root),
      debianMegabytes: megabytesOf(debian),
      run: (...command) =>
        run('buildah', ...store, 'run', '--isolation', 'chroot', container, '--', ...command),
      [Symbol.dispose]() {
        buildah('umount', container);
        discard();
      },
    };
  } catch (error) {
    discard();
    throw error;
  }
}

/** Built once, and kept where the Asterisks are. */
async function debianRoot(): Promise<string> {
  const root = join(cacheFolder(), 'image-bookworm');
  if (existsSync(root)) return root;
  mkdirSync(cacheFolder(), { recursive: true });
  const building = mkdtempSync(join(cacheFolder(), 'image-'));
  const mirror = await debianMirror();
  mustRun('debootstrap', '--variant=minbase', 'bookworm', building, ...(mirror === null ? [] : [mirror]));
  // As in the images of registries.
  mustRun(
    'sh',
    '-c',
    'chmod 755 "$0"; rm -rf "$0"/var/cache/apt/archives/*.deb "$0"/var/lib/apt/lists/*',
    building,
  );
  renameSync(building, root);
  return root;
}

function commit(
  buildah: (...args: readonly string[]) => string,
  from: string,
  name: string,
  change: (root: string) => void,
  config: readonly string[] = [],
): void {
  const container = buildah('from', '--pull-never', from);
  change(buildah('mount', container));
  buildah('umount', container);
  if (config.length > 0) buildah('config', ...config, container);
  buildah('commit', '--rm', '-q', container, name);
}

function addNpm(root: string): void {
  const npm = dirname(dirname(realpathSync(findExecutable('npm') ?? '')));
  cpSync(process.execPath, join(root, 'usr/local/bin/node'));
  cpSync(npm, join(root, 'usr/local/lib/node_modules/npm'), { recursive: true });
  mustRun('ln', '-s', '../lib/node_modules/npm/bin/npm-cli.js', join(root, 'usr/local/bin/npm'));
  // For a machine that reaches npm's registry through something with an authority of its own.
  const authorities = process.env['NODE_EXTRA_CA_CERTS'];
  writeFileSync(join(root, AUTHORITIES), authorities ? readFileSync(authorities) : '');
}

function megabytesOf(folder: string): number {
  return Math.round(Number(mustRun('du', '-sb', folder).split('\t')[0]) / 1e6);
}

function run(command: string, ...args: readonly string[]): Ran {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1e8 });
  return { status, said: `${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}`.trim() };
}

function mustRun(command: string, ...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1e8 });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} exited ${status}:\n${stdout}${stderr}`);
  return stdout.trim();
}
