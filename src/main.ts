import { supervise } from './app/supervision.ts';
import { startApp } from './app.ts';
import { appOptions } from './config/app-options.ts';
import { secretWords } from './config/secrets.ts';
import { formatProblem, loadConfig } from './config.ts';
import type { Log } from './core/log.ts';
import { createLog } from './log.ts';
import { StoreError } from './store/open-store.ts';
import { systemClock } from './system-clock.ts';

const UNEXPECTED = 'textback stops, having failed in a way it should not; please report this';

/** `textback serve`: configuration → app → wait for a signal, or for what makes it useless. Returns the exit code. */
export async function runDaemon(configFile: string | undefined): Promise<number> {
  const loaded = loadConfig({ ...(configFile === undefined ? {} : { file: configFile }), env: process.env });
  if (!loaded.ok) {
    for (const problem of loaded.problems) console.error(formatProblem(problem));
    return 2;
  }
  const log = createLog({ ...loaded.config.log, secrets: secretWords(loaded.secrets) });
  sayUncaught(log);
  const options = appOptions(loaded.config, loaded.secrets);
  const signalled = waitForSignal();
  const supervision = supervise(process.env, { clock: systemClock, log });
  try {
    await supervision.starting();
    const app = startApp(options, { clock: systemClock, log, random: Math.random });
    supervision.started(app.health);
    void app.ready.then(() => log.info({}, 'ready'));
    const why = await Promise.race([signalled, app.refused.then((reason) => ({ reason }))]);
    if (typeof why === 'string') log.info({ signal: why }, 'stopping');
    else log.error({}, `cannot run: ${why.reason}`);
    await supervision.stopping();
    await app.stop();
    log.info({}, 'stopped');
    return typeof why === 'string' ? 0 : 1;
  } catch (error) {
    if (error instanceof StoreError) log.error({}, error.message);
    else log.error({ err: error }, UNEXPECTED);
    return 1;
  } finally {
    supervision.close();
  }
}

/** Node would print such an error as it is, with the numbers in it. */
function sayUncaught(log: Log): void {
  process.on('uncaughtException', (error) => {
    log.error({ err: error }, UNEXPECTED);
    process.exit(1);
  });
}

function waitForSignal(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => resolve(signal));
  });
}
