import { randomBytes } from 'node:crypto';
import { type Command, Option } from 'commander';
import { z } from 'zod';
import { iso } from '../../core/iso-time.ts';
import { TEMPORARY_PASSWORD_BYTES, temporaryPassword } from '../../core/temporary-password.ts';
import { SALT_BYTES } from '../../services/password-hash.ts';
import type { Rejection } from '../../services/rejection.ts';
import { endSessions, listSessions } from '../../services/sessions.ts';
import { setPassword } from '../../services/set-password.ts';
import type { Cli, Session } from '../cli.ts';
import { DRY_RUN_OPTION, defineCommand, parseId } from '../define-command.ts';
import { dryRun, flag, maybeText, number, text } from '../json/basics.ts';
import { SESSIONS } from '../json/upkeep.ts';
import type { World } from '../world.ts';

interface PasswordOptions {
  readonly remove?: boolean;
  readonly temporary?: boolean;
  readonly dryRun?: boolean;
}

export function definePassword(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'password <name>',
    summary: 'Set what a person signs in with in the browser: asked for, or read from stdin',
    json: z.object({
      ...{ dryRun, name: text, removed: flag },
      temporary: maybeText.describe('shown this once; null without --temporary, and with --dry-run'),
      sessionsEnded: number,
    }),
    examples: [
      'textback user password Maria',
      'pass show acme/maria | textback user password Maria',
      'textback user password Pat --temporary',
      'textback user password Maria --remove',
    ],
  })
    .option('--remove', 'take it away: they cannot sign in any more')
    .addOption(
      new Option(
        '--temporary',
        'make one and show it this once: good for a week, and only to choose their own with',
      ).conflicts('remove'),
    )
    .option(...DRY_RUN_OPTION)
    .action(
      cli.withStore(async (session, name: string, options: PasswordOptions) => {
        const { store, business, actor, now, world } = session;
        const { remove = false, temporary: isTemporary = false, dryRun = false } = options;
        const made = isTemporary ? temporaryPassword(randomBytes(TEMPORARY_PASSWORD_BYTES)) : null;
        const password = remove ? null : (made ?? (await readPassword(world, name)));
        if (password !== null && typeof password !== 'string') return password;
        const request = { name, password, salt: randomBytes(SALT_BYTES), isTemporary, dryRun };
        const set = await setPassword(store, request, business, actor, now);
        if (set.kind !== 'set') return set;
        const { user, sessionsEnded } = set;
        const temporary = dryRun ? null : made;
        const ended = sessionsEnded === 0 ? '' : ` Signed out in ${sessionsEnded} browser(s).`;
        const after = dryRun ? ' Nothing was changed (--dry-run).' : ended;
        return {
          json: { dryRun, name: user.name, removed: remove, temporary, sessionsEnded },
          text: temporary === null ? '' : `${temporary}\n`,
          notes: [`${user.name} ${passwordVerb(options)}.${after}`],
        };
      }),
    );
}

function passwordVerb({ remove, temporary, dryRun }: PasswordOptions): string {
  if (remove === true) return 'has no password any more';
  if (dryRun === true) return 'could have this password';
  return temporary === true ? 'can sign in with it for a week, and then chooses their own' : 'can sign in';
}

/** Twice from a person, since they do not see it; else the first line of what is piped in. */
async function readPassword(world: World, name: string): Promise<string | Rejection> {
  if (!world.canAsk) return (await world.input()).split(/\r?\n/)[0] ?? '';
  const first = await world.askSecret(`New password for ${name}: `);
  if (first === (await world.askSecret('The same again: '))) return first;
  return {
    kind: 'invalid',
    problem: 'What you typed the second time was something else.',
    remedy: 'Nothing was changed. Run the command again.',
  };
}

export function defineSessions(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'sessions <name>',
    summary: 'Show the browsers that a person is signed in with, or sign them out there',
    json: SESSIONS,
    examples: [
      'textback user sessions Maria',
      'textback user sessions Maria --revoke',
      'textback user sessions Maria --revoke 12',
    ],
  })
    .option('--revoke [id]', 'sign them out in this one; without an id, in all', parseId)
    .option(...DRY_RUN_OPTION)
    .action(
      cli.withStore((session, name: string, options: { revoke?: number | true; dryRun?: boolean }) => {
        const { revoke, dryRun = false } = options;
        if (revoke === undefined) return showSessions(session, name);
        const { store, actor, now } = session;
        const ended = endSessions(store, { name, id: revoke === true ? null : revoke, dryRun }, actor, now);
        if (ended.kind !== 'ended') return ended;
        const { user, count } = ended;
        const note = dryRun
          ? `Would sign ${user.name} out in ${count} browser(s). Nothing was changed (--dry-run).`
          : `Signed ${user.name} out in ${count} browser(s).`;
        return { json: { dryRun, name: user.name, ended: count }, text: '', notes: [note] };
      }),
    );
}

function showSessions({ store, format, now }: Session, name: string) {
  const shown = listSessions(store, name, now);
  if (shown.kind !== 'sessions') return shown;
  const { user, sessions } = shown;
  const rows = sessions.map(({ id, address, userAgent, passkey, createdAt, lastSeenAt }) => [
    `#${id}`,
    format.time(lastSeenAt),
    format.time(createdAt),
    passkey ?? 'password',
    address,
    userAgent,
  ]);
  return {
    json: {
      name: user.name,
      sessions: sessions.map(({ id, address, userAgent, passkey, createdAt, lastSeenAt }) => ({
        ...{ id, address, userAgent, passkey },
        ...{ createdAt: iso(createdAt), lastSeenAt: iso(lastSeenAt) },
      })),
    },
    text: format.table(['Id', 'Last seen', 'Since', 'Signed in by', 'Address', 'Browser'], rows),
    notes: rows.length === 0 ? [`${user.name} is signed in nowhere.`] : [],
  };
}
