import { randomBytes } from 'node:crypto';
import { type Command, Option } from 'commander';
import { z } from 'zod';
import { API_TOKEN_BYTES, apiTokenOf, TOKEN_SCOPES, type TokenScope } from '../../core/api-token.ts';
import { iso } from '../../core/iso-time.ts';
import { addApiToken, listApiTokens, revokeApiToken, type TokenView } from '../../services/api-tokens.ts';
import type { Cli } from '../cli.ts';
import { DRY_RUN_OPTION, defineCommand, defineGroup } from '../define-command.ts';
import { dryRun, maybeText } from '../json/basics.ts';
import { TOKEN } from '../json/people.ts';

export function addTokenCommands(program: Command, cli: Cli): void {
  const group = defineGroup(program, 'token', 'What programs use the API with, each as a person');
  defineAdd(group, cli);
  defineList(group, cli);
  defineRevoke(group, cli);
}

interface AddOptions {
  readonly user: string;
  readonly scope: TokenScope;
  readonly expires?: string;
  readonly dryRun?: boolean;
}

function defineAdd(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'add <name>',
    summary: 'Let a program use the API as a person; the token is shown this once',
    json: z.object({
      dryRun,
      secret: maybeText.describe('shown this once; null with --dry-run'),
      token: TOKEN,
    }),
    examples: [
      'textback token add "CRM sync" --user Maria --scope write --expires 90d',
      'textback token add dashboard --user Pat --json | jq -r .secret',
    ],
  })
    .requiredOption('--user <name>', 'as whom it acts: it may do what they may')
    .addOption(
      new Option('--scope <scope>', 'to look, or to change things too').choices(TOKEN_SCOPES).default('read'),
    )
    .option('--expires <days>', 'for how long it is good, e.g. 90d (default: until it is revoked)')
    .option(...DRY_RUN_OPTION)
    .action(
      cli.withStore(({ store, actor, now }, name: string, options: AddOptions) => {
        const { user, scope, expires = null, dryRun = false } = options;
        const secret = apiTokenOf(randomBytes(API_TOKEN_BYTES));
        const request = { name, user, scope, expires, token: secret, dryRun };
        const added = addApiToken(store, request, actor, now);
        if (added.kind !== 'added') return added;
        const { token } = added;
        const whose = `${JSON.stringify(token.name)} acts as ${token.user}`;
        const note = dryRun
          ? `Would make a token: ${whose}. Nothing was changed (--dry-run).`
          : `${whose}. Keep the token now: it is not shown again.`;
        return {
          json: { dryRun, secret: dryRun ? null : secret, token: tokenJson(token) },
          text: dryRun ? '' : `${secret}\n`,
          notes: [note],
        };
      }),
    );
}

function defineList(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'list',
    summary: 'Show all tokens, and when each was last used',
    json: z.object({ tokens: z.array(TOKEN) }),
    examples: ['textback token list'],
  }).action(
    cli.withStore(({ store, format, now }) => {
      const tokens = listApiTokens(store);
      const rows = tokens.map(({ name, user, scope, createdAt, expiresAt, lastUsedAt }) => [
        name,
        user,
        scope,
        format.time(createdAt),
        expiresAt === null ? 'never' : `${format.time(expiresAt)}${expiresAt <= now ? ' (over)' : ''}`,
        lastUsedAt === null ? 'never' : format.time(lastUsedAt),
      ]);
      return {
        json: { tokens: tokens.map(tokenJson) },
        text: format.table(['Name', 'Acts as', 'Scope', 'Since', 'Expires', 'Last used'], rows),
        notes: rows.length === 0 ? ['No tokens. Make one with `textback token add NAME --user PERSON`.'] : [],
      };
    }),
  );
}

function defineRevoke(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'revoke <name>',
    summary: 'Take a token away, at once',
    json: z.object({ dryRun, token: TOKEN }),
    examples: ['textback token revoke "CRM sync"'],
  })
    .option(...DRY_RUN_OPTION)
    .action(
      cli.withStore(({ store, actor, now }, name: string, { dryRun = false }: { dryRun?: boolean }) => {
        const revoked = revokeApiToken(store, { name, dryRun }, actor, now);
        if (revoked.kind !== 'revoked') return revoked;
        const { token } = revoked;
        const what = `the token ${JSON.stringify(token.name)} of ${token.user}`;
        const note = dryRun
          ? `Would revoke ${what}. Nothing was changed (--dry-run).`
          : `Revoked ${what}. Programs that use it are refused from now on.`;
        return { json: { dryRun, token: tokenJson(token) }, text: '', notes: [note] };
      }),
    );
}

function tokenJson({ id, name, user, scope, createdAt, expiresAt, lastUsedAt }: TokenView) {
  return {
    ...{ id, name, user, scope },
    ...{ createdAt: iso(createdAt), expiresAt: iso(expiresAt), lastUsedAt: iso(lastUsedAt) },
  };
}
