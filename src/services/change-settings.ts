import {
  BUSINESS_SETTINGS,
  type BusinessSetting,
  defaultText,
  isBusinessSetting,
} from '../core/business-settings.ts';
import type { Millis } from '../core/clock.ts';
import { didYouMean } from '../core/did-you-mean.ts';
import type { Store } from '../store/open-store.ts';
import type { Rejection } from './rejection.ts';
import { transactOrRehearse } from './transact-or-rehearse.ts';

export interface SettingView {
  readonly name: string;
  /** As it is typed. */
  readonly value: string;
  readonly isDefault: boolean;
  readonly summary: string;
}

const NAMES = Object.keys(BUSINESS_SETTINGS).filter(isBusinessSetting);

/** Every setting of the whole business. */
export function listSettings(store: Store): readonly SettingView[] {
  const stored = store.read((reader) => reader.settings.stored());
  return NAMES.map((name) => view(name, stored));
}

/** Sets one, in force at once and audited; `null` gives it back to the product's own. */
export function changeSetting(
  store: Store,
  request: { readonly name: string; readonly value: string | null; readonly dryRun: boolean },
  actor: string,
  now: Millis,
): { readonly kind: 'changed' | 'unchanged'; readonly setting: SettingView } | Rejection {
  const { name, value } = request;
  if (!isBusinessSetting(name)) return noSuchSetting(name);
  const canonical = value === null ? null : canonicalText(name, value.trim());
  if (canonical !== null && typeof canonical !== 'string') return canonical;
  return transactOrRehearse(store, request.dryRun, (tx) => {
    const before = tx.settings.stored().get(name) ?? null;
    if (before === canonical) return { kind: 'unchanged', setting: view(name, tx.settings.stored()) };
    if (canonical === null) tx.settings.clear(name);
    else tx.settings.set(name, canonical, now);
    const subject = `setting:${name}`;
    tx.audit.record({ at: now, actor, action: 'set', subject, before, after: canonical });
    return { kind: 'changed', setting: view(name, tx.settings.stored()) };
  });
}

function view(name: BusinessSetting, stored: ReadonlyMap<string, string>): SettingView {
  const value = stored.get(name);
  const isDefault = value === undefined;
  return { name, value: value ?? defaultText(name), isDefault, summary: BUSINESS_SETTINGS[name].summary };
}

function canonicalText(name: BusinessSetting, value: string): string | Rejection {
  const read = BUSINESS_SETTINGS[name].read(value);
  if ('value' in read) return value;
  return {
    kind: 'invalid',
    problem: `${name} cannot be ${JSON.stringify(value.slice(0, 64))}.`,
    remedy: read.problem,
  };
}

function noSuchSetting(name: string): Rejection {
  const meant = didYouMean(name, NAMES);
  return {
    kind: 'invalid',
    problem: `There is no setting ${JSON.stringify(name.slice(0, 64))}.`,
    remedy: meant === null ? 'See `textback settings list`.' : `Did you mean ${meant}?`,
  };
}
