import { startApp } from './app.ts';
import { appOptions } from './config/app-options.ts';
import { formatProblem, loadConfig } from './config.ts';
import { createLog } from './log.ts';
import { StoreError } from './store/open-store.ts';
import { systemClock } from './system-clock.ts';

/** `textback serve`: configuration → app → wait for a signal, or for what makes it useless. Returns the exit code. */
export async function runDaemon(configFile: string | undefined): Promise<number> {
  const loaded = loadConfig({ ...(configFile === undefined ? {} : { file: configFile }), env: process.env });
  if (!loaded.ok) {
    for (const problem of loaded.problems) console.error(formatProblem(problem));
    return 2;
  }
  const log = createLog(loaded.config.log);
  const options = appOptions(loaded.config, loaded.secrets);
  const signalled = waitForSignal();
  try {
    const app = startApp(options, { clock: systemClock, log, random: Math.random });
    void app.ready.then(() => log.info({}, 'ready'));
    const why = await Promise.race([signalled, app.refused.then((reason) => ({ reason }))]);
    if (typeof why === 'string') log.info({ signal: why }, 'stopping');
    else log.error({}, `cannot run: ${why.reason}`);
    await app.stop();
    log.info({}, 'stopped');
    return typeof why === 'string' ? 0 : 1;
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    log.error({}, error.message);
    return 1;
  }
}

function waitForSignal(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => resolve(signal));
  });
}
