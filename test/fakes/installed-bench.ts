import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { onTestFinished } from 'vitest';
import { startApp } from '../../src/app.ts';
import { appOptions } from '../../src/config/app-options.ts';
import { loadConfig } from '../../src/config.ts';
import { startSimulatedPbx } from '../../src/demo/simulated-pbx.ts';
import { systemClock } from '../../src/system-clock.ts';
import { createCliBench } from './cli-bench.ts';
import { createRecordingLog } from './recording-log.ts';

export const LINE = '+12125550100';

const LOOPBACK = `[[gateway]]
name = "carrier"
kind = "loopback"
allow_in_production = true
latency_ms = 10
`;

/**
 * The command line beside a running daemon, with one line and ten credits, both on a simulated PBX, on real sockets
 * and in real time.
 */
export async function openInstalledBench({ daemon = true }: { readonly daemon?: boolean } = {}) {
  const bench = createCliBench();
  const pbx = await startSimulatedPbx({
    clock: systemClock,
    ariPassword: 'hush-ari',
    amiPassword: 'hush-ami',
  });
  const toml = readFileSync(bench.configFile, 'utf8')
    .replace('http://127.0.0.1:8088', pbx.ariUrl)
    .replace('ami_port = 5038', `ami_port = ${pbx.amiPort}`)
    .replace(/\[\[gateway\]\][^[]*/, LOOPBACK);
  writeFileSync(bench.configFile, toml);
  chmodSync(bench.configFile, 0o640);
  await bench.textback('line', 'add', LINE, '--name', 'Acme', '--forward', 'PJSIP/100');
  await bench.textback('credits', 'topup', '10');
  const loaded = loadConfig({ file: bench.configFile, env: {} });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  const start = async () => {
    const parts = { clock: systemClock, log: createRecordingLog(), random: () => 0.5 };
    const app = startApp(appOptions(loaded.config, loaded.secrets), parts);
    onTestFinished(() => app.stop());
    await app.ready;
    return app;
  };
  onTestFinished(() => pbx.stop());
  if (daemon) await start();
  return { ...bench, pbx, start };
}
