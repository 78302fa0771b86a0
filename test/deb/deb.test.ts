import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { version } from '../../src/cli/version.ts';
import { oldDatabase } from '../fakes/old-database.ts';
import { buildDeb, repackDeb } from './deb-versions.ts';
import { type DebianMachine, startDebianMachine, whyNoDebian } from './debian-machine.ts';

const why = whyNoDebian();
if (why !== null) console.error(`\n!!!! LEFT OUT: every test of the Debian package. ${why}\n`);
/** FreePBX 17 is Debian 12. */
const RELEASE = process.env['TEXTBACK_DEB_RELEASE'] || 'bookworm';
const THIS = version();
const NEXT = '9.0.0';
const BROKEN = '9.1.0';
const OF_NEXT = 'CREATE TABLE of_the_next (id integer)';
/** What it says besides goes to stderr. */
const BALANCE = 'runuser -u textback -- textback credits balance 2>/dev/null';

const configuration = (port: number) => `
[business]
name = "Acme HVAC"
time_zone = "America/New_York"
[asterisk]
ari_url = "http://127.0.0.1:1"
ari_password_file = "/etc/textback/ari.secret"
ami_port = 1
ami_password = "hush-ami-1"
[[gateway]]
name = "carrier"
kind = "smpp"
host = "127.0.0.1"
port = 1
system_id = "acme"
password = "hush-3x"
[http]
listen = "127.0.0.1:${port}"
`;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

describe.skipIf(why !== null)(
  `the package on Debian ${RELEASE}${why === null ? '' : `, left out: ${why}`}`,
  () => {
    let shared: string;
    let port: number;
    /** Names in /srv of the machines. */
    let debs: { readonly current: string; readonly next: string; readonly broken: string };
    beforeAll(async () => {
      shared = mkdtempSync(join(tmpdir(), 'textback-debs-'));
      port = await freePort();
      writeFileSync(join(shared, 'textback.toml'), configuration(port));
      writeFileSync(join(shared, 'ari.secret'), 'hush-ari-1\n');
      const deb = buildDeb(shared);
      const next = {
        version: NEXT,
        migrations: [OF_NEXT],
        exampleLine: '# new',
      };
      debs = {
        current: basename(deb),
        next: basename(repackDeb(deb, next)),
        broken: basename(
          repackDeb(deb, { version: BROKEN, migrations: [OF_NEXT, 'CREATE TABLE calls (id integer)'] }),
        ),
      };
    });
    afterAll(() => rmSync(shared, { recursive: true }));

    const install = (machine: DebianMachine, deb: string) =>
      machine.begin('dpkg', '--force-unsafe-io', '--force-confold', '-i', `/srv/${deb}`);

    /** As somebody does who follows what the package says. */
    function configure({ run }: DebianMachine): void {
      run('cp', '/srv/textback.toml', '/etc/textback/textback.toml');
      run('install', '-m', '640', '-g', 'textback', '/srv/ari.secret', '/etc/textback/ari.secret');
    }

    describe('under systemd', () => {
      let machine: DebianMachine;
      beforeAll(async () => {
        machine = await startDebianMachine({ release: RELEASE, shared, withSystemd: true });
      });
      afterAll(() => machine[Symbol.asyncDispose]());

      const property = (name: string) =>
        machine.run('systemctl', 'show', 'textback', '-p', name, '--value').said;
      const said = (...words: readonly string[]) => machine.run(...(words as [string])).said;
      const isLive = async () => {
        try {
          const answer = await fetch(`http://127.0.0.1:${port}/health/live`, {
            signal: AbortSignal.timeout(1_000),
          });
          return answer.ok;
        } catch {
          return false;
        }
      };
      const balance = () => said('sh', '-c', BALANCE);

      test('given a Debian without Node, when installed, then the command runs, its user is there, and passwords are for the service alone', async () => {
        expect(machine.run('node', '--version').status).not.toBe(0);
        const { status, said: words } = await install(machine, debs.current);
        expect({ status, words }).toMatchObject({ status: 0 });
        expect(said('textback', '--version')).toBe(THIS);
        expect(said('id', '-un', 'textback')).toBe('textback');
        expect(said('getent', 'passwd', 'textback')).toMatch(/:\/var\/lib\/textback:\/usr\/sbin\/nologin$/);
        const modes = [
          '/etc/textback',
          '/etc/textback/textback.toml',
          '/etc/textback/conf.d',
          '/var/lib/textback',
        ];
        expect(said('stat', '-c', '%a %U:%G %n', ...modes).split('\n')).toEqual([
          '750 root:textback /etc/textback',
          '640 root:textback /etc/textback/textback.toml',
          '750 root:textback /etc/textback/conf.d',
          '750 textback:textback /var/lib/textback',
        ]);
        expect(said('dpkg', '--verify', 'textback')).toBe('');
        expect(
          said(
            'find',
            '/usr/lib/textback',
            '(',
            '!',
            '-user',
            'root',
            '-o',
            '-perm',
            '/022',
            ')',
            '!',
            '-type',
            'l',
          ),
        ).toBe('');
      });

      test('given nobody wrote a configuration, when installed, then nothing runs or will, and it was said what comes next', async () => {
        expect(property('ActiveState')).toBe('inactive');
        expect(said('systemctl', 'is-enabled', 'textback')).toBe('disabled');
        const again = machine.run('dpkg-reconfigure', 'textback');
        expect(again).toMatchObject({
          status: 0,
          said: expect.stringContaining('is still the example. Next, as root:'),
        });
        expect(again.said).toContain('systemctl enable --now textback');
        expect(property('ActiveState')).toBe('inactive');
      });

      test('given bash, when TAB is pressed after li, then it completes; and the manual is there', () => {
        const script =
          'source /usr/share/bash-completion/bash_completion; _completion_loader textback; complete -p textback';
        expect(said('bash', '-c', script)).toContain('textback');
        expect(said('zcat', '/usr/share/man/man1/textback.1.gz')).toMatch(/^\.TH TEXTBACK 1 /);
        expect(said('head', '-1', '/usr/share/zsh/vendor-completions/_textback')).toBe('#compdef textback');
      });

      test('given a configuration, when the service is enabled, then it runs as its user, from the package', async () => {
        configure(machine);
        expect(machine.run('systemctl', 'enable', '--now', 'textback')).toMatchObject({ status: 0 });
        expect(property('ActiveState')).toBe('active');
        const process = `/proc/${property('MainPID')}`;
        expect(said('stat', '-c', '%U', process)).toBe('textback');
        expect(said('readlink', `${process}/exe`)).toMatch(/^\/usr\/lib\/textback\/.*\/bin\/node$/);
        expect(said('cat', `${process}/cmdline`)).toContain('/usr/lib/textback/dist/cli/main.js\0serve');
        await vi.waitFor(async () => expect(await isLive()).toBe(true), { timeout: 15_000, interval: 100 });
        expect(said('runuser', '-u', 'textback', '--', 'textback', 'credits', 'topup', '7')).toContain('7');
        expect(said('stat', '-c', '%U', '/var/lib/textback/textback.db')).toBe('textback');
      });

      test('given a newer version that changes the database, when upgraded, then a backup is kept, data and configuration stay, and the daemon is away for seconds', async () => {
        const before = property('MainPID');
        let awayMs = 0;
        let upgrading = true;
        const watching = (async () => {
          for (let last = Date.now(); upgrading; ) {
            const live = await isLive();
            const now = Date.now();
            if (!live) awayMs += now - last;
            last = now;
            await sleep(20);
          }
        })();
        const upgraded = await install(machine, debs.next);
        await vi.waitFor(async () => expect(await isLive()).toBe(true), { timeout: 15_000, interval: 20 });
        upgrading = false;
        await watching;
        console.error(`away for ${awayMs} ms in an upgrade`);
        expect(upgraded).toMatchObject({ status: 0 });
        expect(upgraded.said).toContain('The upgrade went well on a copy');
        expect(said('textback', '--version')).toBe(NEXT);
        expect(property('ActiveState')).toBe('active');
        expect(property('MainPID')).not.toBe(before);
        expect(balance()).toBe('7');
        expect(said('cmp', '/srv/textback.toml', '/etc/textback/textback.toml')).toBe('');
        expect(said('ls', '/var/lib/textback/backups')).toMatch(/^before-upgrade-[-\d]+\.db$/);
        expect(awayMs).toBeGreaterThan(0);
        expect(awayMs).toBeLessThan(15_000);
      });

      test('given a version that cannot upgrade the database, when upgraded, then dpkg fails, the older daemon goes on, and its package can be put back', async () => {
        const before = property('MainPID');
        const failed = await install(machine, debs.broken);
        expect(failed.status).not.toBe(0);
        expect(failed.said).toContain('This textback cannot upgrade /var/lib/textback/textback.db');
        expect(failed.said).toContain(`A daemon that runs goes on, as version ${NEXT}.`);
        expect(property('MainPID')).toBe(before);
        expect(await isLive()).toBe(true);
        expect(said('dpkg', '-s', 'textback')).toContain('half-configured');
        expect(said('ls', '/var/lib/textback/backups').split('\n')).toHaveLength(1);

        expect(await install(machine, debs.next)).toMatchObject({ status: 0 });
        expect(property('ActiveState')).toBe('active');
        expect(balance()).toBe('7');
      });

      test('given a configuration that a version does not take, when installed, then the daemon goes on until it is mended', async () => {
        const before = property('MainPID');
        machine.run('sh', '-c', 'echo "nonsense = 1" >> /etc/textback/textback.toml');
        const failed = await install(machine, debs.next);
        expect(failed.status).not.toBe(0);
        expect(failed.said).toContain('nonsense');
        expect(property('MainPID')).toBe(before);
        configure(machine);
        expect(machine.run('dpkg', '--configure', 'textback')).toMatchObject({ status: 0 });
        expect(property('ActiveState')).toBe('active');
        expect(property('MainPID')).not.toBe(before);
      });

      test('given the older version and the backup, when put back as the README says, then it runs on the older database', async () => {
        const backup = `/var/lib/textback/backups/${said('ls', '/var/lib/textback/backups')}`;
        machine.run('systemctl', 'stop', 'textback');
        const refused = await install(machine, debs.current);
        expect(refused).toMatchObject({
          status: 1,
          said: expect.stringContaining('made by a newer textback'),
        });
        const restore = machine.run(
          'runuser',
          '-u',
          'textback',
          '--',
          'textback',
          'backup',
          'restore',
          backup,
          '--yes',
        );
        expect(restore).toMatchObject({ status: 0 });
        expect(machine.run('dpkg', '--configure', 'textback')).toMatchObject({ status: 0 });
        expect(said('textback', '--version')).toBe(THIS);
        expect(property('ActiveState')).toBe('active');
        expect(balance()).toBe('7');
      });

      test('given a service that somebody disabled and stopped, when upgraded, then it stays so', async () => {
        machine.run('systemctl', 'disable', '--now', 'textback');
        expect(await install(machine, debs.next)).toMatchObject({ status: 0 });
        expect(property('ActiveState')).toBe('inactive');
        machine.run('systemctl', 'enable', '--now', 'textback');
      });

      test('given it runs, when removed, then it is stopped, and data and configuration stay; installed again, it runs with them', async () => {
        expect(await machine.begin('dpkg', '--remove', 'textback')).toMatchObject({ status: 0 });
        expect(machine.run('textback', '--version').status).not.toBe(0);
        expect(await isLive()).toBe(false);
        expect(said('ls', '/etc/textback')).toContain('textback.toml');
        expect(said('ls', '/var/lib/textback')).toContain('textback.db');
        expect(machine.run('test', '-e', '/usr/lib/textback').status).not.toBe(0);

        expect(await install(machine, debs.next)).toMatchObject({ status: 0 });
        expect(property('ActiveState')).toBe('active');
        expect(balance()).toBe('7');
      });

      test('given it runs, when purged, then all of its data is gone; installed again, it begins anew', async () => {
        expect(await machine.begin('dpkg', '--purge', 'textback')).toMatchObject({ status: 0 });
        expect(
          machine.run('ls', '-d', '/etc/textback', '/var/lib/textback').said.match(/No such file/g),
        ).toHaveLength(2);
        expect(
          said('find', '/etc/systemd', '/var/lib/systemd/deb-systemd-helper-enabled', '-name', '*textback*'),
        ).not.toContain('textback');
        // Nobody else gets its id.
        expect(said('id', '-un', 'textback')).toBe('textback');

        expect(await install(machine, debs.current)).toMatchObject({ status: 0 });
        expect(property('ActiveState')).toBe('inactive');
        expect(said('stat', '-c', '%U:%G', '/etc/textback/textback.toml')).toBe('root:textback');
        expect(machine.run('dpkg', '--purge', 'textback')).toMatchObject({ status: 0 });
      });
    });

    describe('in a chroot, where no systemd runs', () => {
      test('given a database of a much older textback, when upgraded, then a backup is kept, and the first command upgrades it', async () => {
        const old = oldDatabase(5);
        old.db.exec(
          "INSERT INTO credit_entries (kind, delta, balance_after, key, message_id, note, actor, at) VALUES ('top-up', 5, 5, 'top-up:1', NULL, '', '', 1)",
        );
        old.db.close();
        copyFileSync(old.path, join(shared, 'old.db'));
        await using machine = await startDebianMachine({ release: RELEASE, shared, withSystemd: false });
        const { run } = machine;
        expect(await install(machine, debs.current)).toMatchObject({ status: 0 });
        configure(machine);
        run(
          'install',
          '-o',
          'textback',
          '-g',
          'textback',
          '-m',
          '640',
          '/srv/old.db',
          '/var/lib/textback/textback.db',
        );
        expect(await install(machine, debs.next)).toMatchObject({ status: 0 });
        expect(run('ls', '/var/lib/textback/backups').said).toMatch(/^before-upgrade-[-\d]+\.db$/);
        expect(run('cmp', '/srv/old.db', '/var/lib/textback/textback.db')).toEqual({ status: 0, said: '' });
        expect(run('sh', '-c', BALANCE).said).toBe('5');
        expect(run('cmp', '/srv/old.db', '/var/lib/textback/textback.db').status).toBe(1);
        expect(run('find', '/var/lib/textback', '!', '-user', 'textback').said).toBe('');
        expect(await machine.begin('dpkg', '--purge', 'textback')).toMatchObject({ status: 0 });
      });
    });

    const lintian = spawnSync('lintian', ['--version']).status === 0;
    test.skipIf(!lintian)(
      'given lintian, when it reads the package, then it finds nothing beyond what is overridden, with the reason',
      () => {
        const how = [
          '--tag-display-limit',
          '0',
          '--suppress-tags',
          'uses-no-compression-for-data-tarball,uses-no-compression-for-control-tarball',
        ];
        const { stdout } = spawnSync('lintian', [...how, join(shared, debs.current)], { encoding: 'utf8' });
        expect(stdout).toBe('');
      },
    );
  },
);
