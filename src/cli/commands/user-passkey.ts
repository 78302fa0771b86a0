import type { Command } from 'commander';
import { z } from 'zod';
import { iso } from '../../core/iso-time.ts';
import { listPasskeysOf, type PasskeyOfUser, removePasskeyOf } from '../../services/passkeys.ts';
import type { Cli } from '../cli.ts';
import { DRY_RUN_OPTION, defineCommand, defineGroup, parseId } from '../define-command.ts';
import { dryRun, number } from '../json/basics.ts';
import { PASSKEY } from '../json/people.ts';

/** What people sign in with beside their password; made in the browser only, on the device that keeps it. */
export function addPasskeyCommands(userGroup: Command, cli: Cli): void {
  const group = defineGroup(userGroup, 'passkey', 'Passkeys that people sign in with in the browser');
  defineList(group, cli);
  defineRemove(group, cli);
}

function defineList(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'list [name]',
    summary: 'Show the passkeys of a person, or of everybody, and when each was last used',
    json: z.object({ passkeys: z.array(PASSKEY) }),
    examples: ['textback user passkey list', 'textback user passkey list Maria'],
  }).action(
    cli.withStore(({ store, format }, name: string | undefined) => {
      const listed = listPasskeysOf(store, name ?? null);
      if (listed.kind !== 'passkeys') return listed;
      const rows = listed.passkeys.map(({ id, user, name, createdAt, lastUsedAt }) => [
        `#${id}`,
        user,
        name,
        format.time(createdAt),
        lastUsedAt === null ? 'never' : format.time(lastUsedAt),
      ]);
      return {
        json: { passkeys: listed.passkeys.map(passkeyJson) },
        text: format.table(['Id', 'Person', 'Name', 'Added', 'Last used'], rows),
        notes: rows.length === 0 ? ['No passkeys. People add their own in the browser, under Account.'] : [],
      };
    }),
  );
}

function defineRemove(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'remove <name>',
    summary: 'Take a passkey away from a person, e.g. when its phone was lost',
    json: z.object({ dryRun, passkey: PASSKEY, sessionsEnded: number }),
    examples: ['textback user passkey remove Maria 3', 'textback user passkey remove Maria 3 --dry-run'],
  })
    .argument('<id>', 'as `user passkey list` shows it', parseId)
    .option(...DRY_RUN_OPTION)
    .action(
      cli.withStore(
        ({ store, actor, now }, name: string, id: number, { dryRun = false }: { dryRun?: boolean }) => {
          const removed = removePasskeyOf(store, { name, id, dryRun }, actor, now);
          if (removed.kind !== 'removed') return removed;
          const { passkey, sessionsEnded } = removed;
          const what = `the passkey ${JSON.stringify(passkey.name)} of ${passkey.user}`;
          const ended = sessionsEnded === 0 ? '' : ` Signed out in ${sessionsEnded} browser(s).`;
          const would = sessionsEnded === 0 ? '' : `, and sign out in ${sessionsEnded} browser(s)`;
          const note = dryRun
            ? `Would remove ${what}${would}. Nothing was changed (--dry-run).`
            : `Removed ${what}: nobody signs in with it any more.${ended}`;
          return { json: { dryRun, passkey: passkeyJson(passkey), sessionsEnded }, text: '', notes: [note] };
        },
      ),
    );
}

function passkeyJson({ id, user, name, createdAt, lastUsedAt }: PasskeyOfUser) {
  return { id, user, name, createdAt: iso(createdAt), lastUsedAt: iso(lastUsedAt) };
}
