import { describe, expect, onTestFailed, test, vi } from 'vitest';
import { startRealSystemd, whyNoSystemd } from './harness/real-systemd.ts';

const why = whyNoSystemd();

/** Nothing listens where Asterisk and the carrier should be. */
const LONELY = `
[business]
name = "Acme HVAC"
time_zone = "America/New_York"
[asterisk]
ari_url = "http://127.0.0.1:1"
ari_password = "hush-ari-1"
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
listen = "127.0.0.1:0"
`;

describe.skipIf(why !== null)(
  `the service under a real systemd${why === null ? '' : `, which is not to be had: ${why}`}`,
  () => {
    test('given the shipped unit, when started, frozen and stopped, then systemd sees it start, kills and restarts it, and sees it stop', async () => {
      await using systemd = await startRealSystemd({
        config: LONELY,
        dropIn: ['WatchdogSec=6', 'RestartSec=1'],
      });
      onTestFailed(() => console.error(systemd.run('systemctl', 'status', 'textback').said, systemd.log()));
      expect(systemd.run('systemctl', 'start', 'textback')).toEqual({ status: 0, said: '' });
      expect(systemd.property('ActiveState')).toBe('active');
      await vi.waitFor(
        () => expect(systemd.property('StatusText')).toContain('Not ready: ari: nothing listens'),
        {
          timeout: 15_000,
          interval: 250,
        },
      );

      const pid = systemd.property('MainPID');
      const { said: status } = systemd.run('cat', `/proc/${pid}/status`);
      expect(status).toMatch(/^NoNewPrivs:\s+1$/m);
      expect(status).toMatch(/^CapEff:\s+0+$/m);
      expect(status).toMatch(/^Seccomp:\s+2$/m);
      const url = /"url":"([^"]+)"/.exec(systemd.log())?.[1] ?? '';
      expect(await (await fetch(`${url}/health/live`)).json()).toEqual({ live: true, reasons: [] });

      // As a process does whose event loop stands still.
      systemd.run('kill', '-STOP', pid);
      await vi.waitFor(() => expect(systemd.property('NRestarts')).toBe('1'), {
        timeout: 60_000,
        interval: 500,
      });
      await vi.waitFor(() => expect(systemd.property('ActiveState')).toBe('active'), {
        timeout: 15_000,
        interval: 250,
      });
      expect(systemd.property('MainPID')).not.toBe(pid);

      expect(systemd.run('systemctl', 'stop', 'textback')).toEqual({ status: 0, said: '' });
      expect(systemd.property('Result')).toBe('success');
      expect(systemd.property('ExecMainStatus')).toBe('0');
      expect(systemd.log()).toContain('"msg":"stopped"');
    });

    test('given a configuration that is wrong, when started, then systemd is told so at once, and does not try again and again', async () => {
      await using systemd = await startRealSystemd({ config: LONELY.replace('New_York', 'Nowhere') });
      expect(systemd.run('systemctl', 'start', 'textback').status).not.toBe(0);
      expect(systemd.property('ActiveState')).toBe('failed');
      expect(systemd.property('ExecMainStatus')).toBe('2');
      expect(systemd.property('NRestarts')).toBe('0');
      expect(systemd.log()).toContain('time_zone');
    });
  },
);
