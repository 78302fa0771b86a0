import { describe, expect, onTestFailed, test, vi } from 'vitest';
import { startDemoProcess } from '../fakes/demo-process.ts';
import { realAsterisks } from './harness/releases.ts';

/** The demo plays on the newest; the other releases are for the daemon's own tests. */
describe.each((await realAsterisks()).slice(0, 1))('demo on Asterisk $name', () => {
  test('given --pbx real and --once, when nobody answers, then the text is accepted, the lead kept, and nothing is left', async () => {
    await using demo = startDemoProcess(['--once', '--pbx', 'real']);
    onTestFailed(() => console.error(demo.printed()));
    expect(await demo.exitCode).toBe(0);
    const printed = demo.printed();
    expect(printed).toMatch(/PBX: Asterisk \d+/);
    expect(printed).toMatch(/Text submitted over SMPP, \d+ ms after the miss/);
    expect(printed).toMatch(/Lead 1 created: Jane Carpenter, \(212\) 555-0147, source missed-call/);
    expect(printed).toContain('One credit spent: 100 → 99.');
    expect(await demo.leftovers()).toEqual([]);
    await vi.waitFor(() => expect(demo.isAnyProcessLeft()).toBe(false));
  });

  test('given the phone is ringing, when Ctrl-C is pressed, then neither Asterisk nor the daemon nor a file is left', async () => {
    await using demo = startDemoProcess(['--pbx', 'real']);
    onTestFailed(() => console.error(demo.printed()));
    await vi.waitFor(() => expect(demo.printed()).toContain('Forward rings'), {
      timeout: 60_000,
      interval: 50,
    });
    demo.signalAll('SIGINT');
    expect(await demo.exitCode).toBe(130);
    expect(await demo.leftovers()).toEqual([]);
    await vi.waitFor(() => expect(demo.isAnyProcessLeft()).toBe(false));
  });
});
