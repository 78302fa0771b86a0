import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { version } from '../../src/cli/version.ts';
import { type SimulatedPbx, startSimulatedPbx } from '../../src/demo/simulated-pbx.ts';
import { systemClock } from '../../src/system-clock.ts';
import { type Container, openContainerHost } from './container.ts';
import { buildTestImage, type TestImage, whyNoImage } from './test-image.ts';

const why = whyNoImage();
if (why !== null) console.error(`\n!!!! LEFT OUT: every test of the container image. ${why}\n`);

const PORT = 38_480;

function configuration(pbx: Pick<SimulatedPbx, 'ariUrl' | 'amiPort'>): string {
  return `
[business]
name = "Acme HVAC"
time_zone = "America/New_York"
[asterisk]
ari_url = "${pbx.ariUrl}"
ari_password_file = "/etc/textback/ari.secret"
ami_port = ${pbx.amiPort}
ami_password_file = "/etc/textback/ami.secret"
[[gateway]]
name = "nowhere"
kind = "loopback"
allow_in_production = true
[http]
listen = "127.0.0.1:${PORT}"
`;
}

const NO_PBX = { ariUrl: 'http://127.0.0.1:1', amiPort: 1 };

describe.skipIf(why !== null)(`the container image${why === null ? '' : `, left out: ${why}`}`, () => {
  let image: TestImage;
  beforeAll(async () => {
    image = await buildTestImage();
    console.error(`${image.megabytes} MB, of which ${image.debianMegabytes} MB are Debian`);
  });
  afterAll(() => image[Symbol.dispose]());

  async function done(container: Container) {
    return { code: await container.exited, said: container.printed().trim() };
  }

  test('given the image, when looked at, then it is not root’s, keeps data in a volume, and adds less than 185 MB to Debian', () => {
    expect(image.config).toMatchObject({
      User: 'textback',
      Entrypoint: ['textback'],
      Cmd: ['serve'],
      Volumes: { '/var/lib/textback': {} },
    });
    expect(image.megabytes - image.debianMegabytes).toBeLessThan(185);
  });

  test('given buildah, when it runs commands in it, then they are ours, with the Node that came along, and no tools of ours', () => {
    expect(image.run('textback', '--version')).toEqual({ status: 0, said: version() });
    expect(image.run('id', '-un')).toEqual({ status: 0, said: 'textback' });
    expect(image.run('node', '--version').said).toMatch(/^v24\./);
    const listed = image.run('ls', '/opt/textback', '/opt/textback/node_modules').said.split('\n');
    expect(listed).toEqual(expect.arrayContaining(['dist', 'migrations', 'asterisk', 'better-sqlite3']));
    expect(listed).toEqual(expect.arrayContaining(['THIRD-PARTY-NOTICES.txt', 'sbom.cdx.json']));
    expect(listed.filter((name) => ['typescript', 'vitest', 'test', '.git'].includes(name))).toEqual([]);
  });

  test('given a configuration that is sound, and one that is not, when checked in a container, then it says so: 0 and 2', async () => {
    const sound = openContainerHost(image, configuration(NO_PBX)).start('config', 'check');
    expect(await done(sound)).toEqual({ code: 0, said: 'The configuration is sound.' });
    const wrong = configuration(NO_PBX).replace('New_York', 'Nowhere');
    const unsound = await done(openContainerHost(image, wrong).start('config', 'check'));
    expect(unsound).toMatchObject({ code: 2, said: expect.stringContaining('time_zone') });
  });

  test('given the demo on a simulated PBX, when run in a container that can write nothing but /tmp, then the missed caller is texted: 0', async () => {
    const { code, said } = await done(
      openContainerHost(image, configuration(NO_PBX)).start('demo', '--once', '--pbx', 'simulated'),
    );
    expect(said).toContain('One credit spent: 100 → 99.');
    expect(code).toBe(0);
  });

  test('given Asterisk on the host, when the daemon runs as process 1, then it is ready and healthy; SIGTERM stops it: 0', async () => {
    const pbx = await startSimulatedPbx({
      clock: systemClock,
      ariPassword: 'hush-ari',
      amiPassword: 'hush-ami',
    });
    onTestFinished(() => pbx.stop());
    const host = openContainerHost(image, configuration(pbx));
    expect(await done(host.checkHealth())).toMatchObject({
      code: 1,
      said: expect.stringContaining('nobody listens'),
    });
    const daemon = host.start();
    await vi.waitFor(() => expect(daemon.printed()).toContain('"msg":"ready"'), {
      timeout: 30_000,
      interval: 100,
    });
    expect(await done(host.checkHealth())).toMatchObject({
      code: 0,
      said: expect.stringContaining('textback lives'),
    });
    const answer = await fetch(`http://127.0.0.1:${PORT}/health/live`);
    expect(await answer.json()).toEqual({ live: true, reasons: [] });
    expect(daemon.firstProcess()).toBe('node /usr/local/bin/textback serve');

    daemon.signal('SIGTERM');
    expect(await daemon.exited).toBe(0);
    expect(daemon.printed()).toContain('"msg":"stopped"');
    expect((await done(host.checkHealth())).code).toBe(1);
  });
});
