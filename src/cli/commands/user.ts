import { type Command, Option } from 'commander';
import { z } from 'zod';
import { ROLES } from '../../core/roles.ts';
import { USER_SETTINGS } from '../../core/user-settings.ts';
import { addUser } from '../../services/add-user.ts';
import { changeUser } from '../../services/change-user.ts';
import { removeUser } from '../../services/remove-user.ts';
import { listUsers, showUser, type UserView } from '../../services/show-user.ts';
import type { Cli, Session } from '../cli.ts';
import { confirm } from '../confirm.ts';
import { DRY_RUN_OPTION, defineCommand, defineGroup } from '../define-command.ts';
import type { Format } from '../format.ts';
import { changed, dryRun, number } from '../json/basics.ts';
import { USER } from '../json/people.ts';
import { createProgressLine } from '../progress-line.ts';
import { userJson } from '../user-json.ts';
import { addPasskeyCommands } from './user-passkey.ts';
import { definePassword, defineSessions } from './user-sign-in.ts';

export function addUserCommands(program: Command, cli: Cli): void {
  const group = defineGroup(program, 'user', 'The people of the business, and what they may do');
  defineAdd(group, cli);
  defineList(group, cli);
  defineShow(group, cli);
  defineSet(group, cli);
  defineRemove(group, cli);
  definePassword(group, cli);
  defineSessions(group, cli);
  addPasskeyCommands(group, cli);
}

interface AddOptions {
  readonly role?: string;
  readonly phone?: string;
  readonly email?: string;
  readonly language?: string;
  readonly login?: string;
  readonly extension?: string;
  readonly dryRun?: boolean;
}

function defineAdd(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'add <name>',
    summary: 'Make a person known',
    json: z.object({ dryRun, user: USER }),
    examples: [
      'textback user add Maria --role owner --phone +12125550123 --login maria',
      'textback user add "Pat Smith" --phone "(212) 555-0124" --extension PJSIP/100',
    ],
  })
    .addOption(
      new Option(
        '--role <role>',
        `what they may do: ${ROLES.join(', ')} (default: staff, and owner for the first)`,
      ),
    )
    .option('--phone <number>', 'their own phone')
    .option('--email <address>', 'where mail reaches them')
    .option('--language <code>', 'what they read, e.g. en or es')
    .option('--login <user>', "their user name on this machine: textback's commands act as them")
    .option('--extension <endpoint>', 'their phone at the PBX, e.g. PJSIP/100: its calls are theirs')
    .option(...DRY_RUN_OPTION)
    .action(
      cli.withStore((session, name: string, { dryRun = false, ...settings }: AddOptions) => {
        const { store, business, actor, now } = session;
        const request = { settings: { ...settings, name }, dryRun };
        const added = addUser(store, request, business.country, actor, now);
        if (added.kind !== 'added') return added;
        return report(session, added.user, dryRun, dryRun ? 'Would add' : 'Added');
      }),
    );
}

function defineList(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'list',
    summary: 'Show everybody, by name',
    json: z.object({ users: z.array(USER) }),
    examples: ['textback user list'],
  }).action(
    cli.withStore(({ store, format }) => {
      const users = listUsers(store);
      const rows = users.map(({ name, role, phone, email, login }) => [
        name,
        role,
        phone === null ? '' : format.phone(phone),
        email ?? '',
        login ?? '',
      ]);
      return {
        json: { users: users.map(userJson) },
        text: format.table(['Name', 'Role', 'Phone', 'E-mail', 'Login'], rows),
        notes: users.length === 0 ? ['Nobody yet. Add the first with `textback user add NAME`.'] : [],
      };
    }),
  );
}

function defineShow(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'show <name>',
    summary: 'Show a person and the lines that they look after',
    json: z.object({ user: USER }),
    examples: ['textback user show Maria'],
  }).action(
    cli.withStore(({ store, format }, name: string) => {
      const shown = showUser(store, name);
      if (shown.kind !== 'user') return shown;
      return { json: { user: userJson(shown.user) }, text: userWords(shown.user, format) };
    }),
  );
}

function defineSet(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'set <name> <setting> <value>',
    summary: `Change one setting of a person: ${USER_SETTINGS.join(', ')}; none takes it away`,
    json: z.object({ dryRun, changed, user: USER }),
    examples: [
      'textback user set Maria login maria',
      'textback user set Maria role owner',
      'textback user set "Pat Smith" phone none',
    ],
  })
    .option(...DRY_RUN_OPTION)
    .action(
      cli.withStore(
        (session, name: string, setting: string, value: string, options: { dryRun?: boolean }) => {
          const { store, business, actor, now } = session;
          const dryRun = options.dryRun === true;
          const changed = changeUser(store, { name, setting, value, dryRun }, business.country, actor, now);
          if (!('user' in changed)) return changed;
          const isNew = changed.kind === 'changed';
          const verb = !isNew ? 'Already so:' : dryRun ? 'Would change' : 'Changed';
          const words = report(session, changed.user, dryRun, verb);
          return { ...words, json: { ...words.json, changed: isNew } };
        },
      ),
    );
}

interface RemoveOptions {
  readonly leadsTo?: string;
  readonly yes?: boolean;
  readonly dryRun?: boolean;
}

function defineRemove(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'remove <name>',
    summary: 'Remove a person; their leads go to somebody else, or to nobody',
    json: z.object({ dryRun, user: USER, leadsMoved: number }),
    examples: ['textback user remove "Pat Smith" --leads-to Maria', 'textback user remove Pat --yes'],
  })
    .option('--leads-to <name>', 'who takes over their leads (default: nobody)')
    .option('--yes', 'do not ask')
    .option(...DRY_RUN_OPTION)
    .action(
      cli.withStore(async (session, name: string, options: RemoveOptions) => {
        const { store, actor, now, world } = session;
        const { leadsTo = null, yes = false, dryRun = false } = options;
        const found = showUser(store, name);
        if (found.kind !== 'user') return found;
        if (!yes && !dryRun) {
          const refusal = await confirm(world, `Remove ${found.user.name}?`);
          if (refusal !== null) return refusal;
        }
        const progress = createProgressLine(world);
        const onMoved = (leads: number) => progress.on(`${leads.toLocaleString('en-US')} leads moved`, null);
        const removed = await removeUser(store, { name, leadsTo, dryRun }, actor, now, onMoved);
        progress.end();
        if (removed.kind !== 'removed') return removed;
        const { user, leadsMoved } = removed;
        const words = report(session, user, dryRun, dryRun ? 'Would remove' : 'Removed');
        const moved = `Leads moved: ${leadsMoved}, to ${leadsTo ?? 'nobody'}.`;
        return { json: { ...words.json, leadsMoved }, text: words.text, notes: [...words.notes, moved] };
      }),
    );
}

function report({ format }: Session, user: UserView, dryRun: boolean, verb: string) {
  return {
    json: { dryRun, user: userJson(user) },
    text: userWords(user, format),
    notes: [`${verb} ${user.name}.${dryRun ? ' Nothing was changed (--dry-run).' : ''}`],
  };
}

function userWords(user: UserView, format: Format): string {
  return format.fields([
    ['Name', user.name],
    ['Role', user.role],
    ['Phone', user.phone === null ? '' : format.phone(user.phone)],
    ['E-mail', user.email ?? ''],
    ['Language', user.language ?? ''],
    ['Login', user.login ?? ''],
    ['Extension', user.extension ?? ''],
    ['Lines', user.lines.map(format.phone).join(', ')],
    ['Since', format.time(user.createdAt)],
  ]);
}
