import { appOptions } from '../config/app-options.ts';
import type { Millis } from '../core/clock.ts';
import { probeSmpp } from '../gateways/smpp-probe.ts';
import { checkAlerts, checkWaiting } from '../services/check-alerts.ts';
import {
  type ConfiguredGateway,
  checkRunningGateways,
  checkTexts,
  probeGateways,
  warnOfLoopbacks,
} from '../services/check-gateways.ts';
import { checkCredits, checkLines } from '../services/check-lines.ts';
import { listGateways } from '../services/gateway-health.ts';
import type { Check } from '../services/run-checks.ts';
import { showCredits } from '../services/show-credits.ts';
import { isDaemonLocked } from '../store/daemon-lock.ts';
import type { DoctorEnds } from './doctor-ends.ts';

const TEXTS_LOOKED_AT = 50;
const WEEK_MS: Millis = 7 * 24 * 3_600_000;

/** Everything between textback, the carriers and the people of the business. */
export function businessChecks(ends: DoctorEnds): readonly Check[] {
  const { loaded, database, snapshot, now } = ends;
  const { business, gateways, smtp, push } = loaded.config;
  const names = gateways.map(({ name }) => name);
  const needs = ['database'] as const;
  return [
    { name: 'lines', needs, ask: () => checkLines(snapshot(), names) },
    {
      name: 'gateways',
      needs,
      async ask() {
        const configured = configuredGateways(ends);
        const found = isDaemonLocked(database)
          ? checkRunningGateways(names, listGateways(snapshot()).gateways, now)
          : await probeGateways(configured);
        return [...found, ...warnOfLoopbacks(configured)];
      },
    },
    {
      name: 'texts',
      needs,
      ask: () =>
        checkTexts(snapshot().read((reader) => reader.messages.latestOut(now - WEEK_MS, TEXTS_LOOKED_AT))),
    },
    { name: 'credits', needs, ask: () => checkCredits(showCredits(snapshot(), now)) },
    { name: 'waiting', needs, ask: () => checkWaiting(snapshot(), now) },
    {
      name: 'alerts',
      needs,
      ask() {
        const { country } = business;
        const hasPush = push.subject !== null;
        return checkAlerts(snapshot(), { country, hasSmtp: smtp !== null, hasPush, now });
      },
    },
  ];
}

function configuredGateways({ loaded, pbx, parts }: DoctorEnds): readonly ConfiguredGateway[] {
  return appOptions(loaded.config, loaded.secrets).gateways.map((gateway) => ({
    name: gateway.name,
    kind: gateway.kind,
    async probe() {
      switch (gateway.kind) {
        case 'smpp':
          return await probeSmpp(gateway, parts);
        case 'sip-message': {
          const state = await pbx.endpoint('PJSIP', gateway.endpoint);
          return state === null ? `Asterisk knows no PJSIP endpoint ${gateway.endpoint}` : null;
        }
        case 'loopback':
          return null;
      }
    },
  }));
}
