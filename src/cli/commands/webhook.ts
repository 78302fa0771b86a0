import { randomBytes } from 'node:crypto';
import type { Command } from 'commander';
import { z } from 'zod';
import { CHOOSABLE_KINDS } from '../../core/webhook-event.ts';
import {
  listDeliveries,
  listWebhooks,
  showWebhook,
  type WebhookView,
  webhookJson,
} from '../../services/show-webhooks.ts';
import {
  addWebhook,
  type ChangedWebhook,
  changeWebhook,
  removeWebhook,
} from '../../services/webhook-endpoints.ts';
import type { Cli } from '../cli.ts';
import { DRY_RUN_OPTION, defineCommand, defineGroup } from '../define-command.ts';
import type { Format } from '../format.ts';
import { dryRun, maybeText } from '../json/basics.ts';
import { WEBHOOK } from '../json/webhooks.ts';
import { defineDeliveries, defineReplay, defineTest } from './webhook-deliveries.ts';

const RANDOM_BYTES = 32;
const NONE = 'No webhooks. Add one with `textback webhook add NAME URL`.';
const KINDS = {
  title: 'Events',
  entries: [
    [CHOOSABLE_KINDS.join(', '), 'one kind each'],
    ['lead.*, note.*, consent.*, call.*, outbound-call.*, message.*, decision.*', 'all of one thing'],
  ],
} as const;

export function addWebhookCommands(program: Command, cli: Cli): void {
  const group = defineGroup(
    program,
    'webhook',
    'Where programs are told of what happens, so that a CRM can follow',
  );
  defineList(group, cli);
  defineAdd(group, cli);
  defineShow(group, cli);
  defineSet(group, cli);
  defineRemove(group, cli);
  defineTest(group, cli);
  defineDeliveries(group, cli);
  defineReplay(group, cli);
}

function defineList(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'list',
    summary: 'Show where events are sent, and whether they are taken',
    json: z.object({ webhooks: z.array(WEBHOOK) }),
    examples: [
      'textback webhook list',
      'textback webhook list --json | jq ".webhooks[] | select(.failingSince)"',
    ],
  }).action(
    cli.withStore(({ store, person, format }) => {
      const listed = listWebhooks(store, person);
      if (listed.kind !== 'webhooks') return listed;
      const rows = listed.webhooks.map((webhook) => [
        webhook.name,
        webhook.url,
        kindsInWords(webhook),
        stateInWords(webhook, format),
      ]);
      return {
        json: { webhooks: listed.webhooks.map(webhookJson) },
        text: format.table(['Name', 'Address', 'Events', 'State'], rows),
        notes: rows.length === 0 ? [NONE] : [],
      };
    }),
  );
}

interface AddOptions {
  readonly events?: readonly string[];
  readonly dryRun?: boolean;
}

function defineAdd(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'add <name> <url>',
    summary: 'Tell a program of what happens from now on; the secret that signs it is shown this once',
    json: z.object({
      dryRun,
      secret: maybeText.describe('shown this once; null with --dry-run'),
      webhook: WEBHOOK,
    }),
    examples: [
      'textback webhook add CRM https://crm.acme.example/textback',
      "textback webhook add n8n http://127.0.0.1:5678/webhook/1 --events 'lead.*' call.ended",
    ],
    terms: KINDS,
  })
    .option('--events <kind...>', 'only these (default: all)')
    .option(...DRY_RUN_OPTION)
    .action(
      cli.withStore(({ store, actor, now }, name: string, url: string, options: AddOptions) => {
        const { events: kinds = null, dryRun = false } = options;
        const secret = newSecret();
        const added = addWebhook(store, { name, url, kinds, secret, dryRun }, actor, now);
        if (added.kind !== 'done') return added;
        const { webhook } = added;
        const what = `${JSON.stringify(webhook.name)} is told at ${webhook.url}`;
        const note = dryRun
          ? `Would add a webhook: ${what}. Nothing was changed (--dry-run).`
          : `${what}. Keep the secret now: it is not shown again. Try it: textback webhook test ${JSON.stringify(webhook.name)}`;
        return {
          json: { dryRun, secret: dryRun ? null : secret, webhook: webhookJson(webhook) },
          text: dryRun ? '' : `${secret}\n`,
          notes: [note],
        };
      }),
    );
}

function defineShow(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'show <name>',
    summary: 'Show a webhook, and how the latest event fared',
    json: z.object({ webhook: WEBHOOK }),
    examples: ['textback webhook show CRM'],
  }).action(
    cli.withStore(({ store, person, format }, name: string) => {
      const shown = showWebhook(store, name, person);
      if (shown.kind !== 'webhook') return shown;
      const { webhook } = shown;
      const latest = listDeliveries(store, { name, limit: 1 }, person);
      const [delivery] = latest.kind === 'deliveries' ? latest.deliveries : [];
      return {
        json: { webhook: webhookJson(webhook) },
        text: format.fields([
          ['Name', webhook.name],
          ['Address', webhook.url],
          ['Events', kindsInWords(webhook)],
          ['State', stateInWords(webhook, format)],
          ['Taken last', webhook.deliveredAt === null ? 'never' : format.time(webhook.deliveredAt)],
          ['Latest answer', delivery === undefined ? 'none' : `${delivery.kind}: ${delivery.detail}`],
          ['Since', format.time(webhook.createdAt)],
        ]),
      };
    }),
  );
}

interface SetOptions {
  readonly url?: string;
  readonly events?: readonly string[];
  readonly allEvents?: boolean;
  readonly enable?: boolean;
  readonly disable?: boolean;
  readonly newSecret?: boolean;
  readonly dryRun?: boolean;
}

function defineSet(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'set <name>',
    summary: 'Change a webhook; switched on again, it goes on with the event at which it stopped',
    json: z.object({
      dryRun,
      secret: maybeText.describe('with --new-secret: shown this once'),
      webhook: WEBHOOK,
    }),
    examples: [
      'textback webhook set CRM --url https://crm.acme.example/v2',
      "textback webhook set CRM --events 'lead.*' 'message.*'",
      'textback webhook set CRM --enable',
    ],
    terms: KINDS,
  })
    .option('--url <url>', 'where events go')
    .option('--events <kind...>', 'only these')
    .option('--all-events', 'all of them')
    .option('--enable', 'switch it on, and try at once')
    .option('--disable', 'switch it off; what happens meanwhile is kept for it')
    .option('--new-secret', 'sign with another secret; with the one before it too, for a day')
    .option(...DRY_RUN_OPTION)
    .action(
      cli.withStore(({ store, actor, now }, name: string, options: SetOptions) => {
        const { dryRun = false } = options;
        const secret = options.newSecret === true ? newSecret() : null;
        const changed = setWebhook(options, (change) =>
          changeWebhook(store, { name, ...change, secret: secret ?? undefined, dryRun }, actor, now),
        );
        if (changed.kind !== 'done') return changed;
        const shown = dryRun ? null : secret;
        const what = `the webhook ${JSON.stringify(changed.webhook.name)}`;
        const kept = shown === null ? '' : ' Keep the secret now: it is not shown again.';
        const note = dryRun
          ? `Would change ${what}. Nothing was changed (--dry-run).`
          : `Changed ${what}.${kept}`;
        return {
          json: { dryRun, secret: shown, webhook: webhookJson(changed.webhook) },
          text: shown === null ? '' : `${shown}\n`,
          notes: [note],
        };
      }),
    );
}

/** What the options ask for, if they ask for anything that goes together. */
function setWebhook(
  { url, events, allEvents, enable, disable, newSecret: isRenewed }: SetOptions,
  change: (to: { url?: string; kinds?: readonly string[] | null; enabled?: boolean }) => ChangedWebhook,
): ChangedWebhook {
  const isNothing = [url, events, allEvents, enable, disable, isRenewed].every((each) => each === undefined);
  const isBoth = (enable === true && disable === true) || (events !== undefined && allEvents === true);
  if (isNothing || isBoth) {
    return {
      kind: 'invalid',
      problem: isBoth ? 'One of those asks for the opposite of the other.' : 'Nothing is asked for.',
      remedy: 'See `textback webhook set --help`.',
    };
  }
  return change({
    ...(url === undefined ? {} : { url }),
    ...(events === undefined ? {} : { kinds: events }),
    ...(allEvents === true ? { kinds: null } : {}),
    ...(enable === true || disable === true ? { enabled: enable === true } : {}),
  });
}

function defineRemove(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'remove <name>',
    summary: 'Tell a program of nothing more, at once',
    json: z.object({ dryRun, webhook: WEBHOOK }),
    examples: ['textback webhook remove CRM'],
  })
    .option(...DRY_RUN_OPTION)
    .action(
      cli.withStore(({ store, actor, now }, name: string, { dryRun = false }: { dryRun?: boolean }) => {
        const removed = removeWebhook(store, { name, dryRun }, actor, now);
        if (removed.kind !== 'done') return removed;
        const what = `the webhook ${JSON.stringify(removed.webhook.name)}`;
        const note = dryRun
          ? `Would remove ${what}. Nothing was changed (--dry-run).`
          : `Removed ${what}. Nothing more is sent there.`;
        return { json: { dryRun, webhook: webhookJson(removed.webhook) }, text: '', notes: [note] };
      }),
    );
}

/** As Standard Webhooks writes secrets. */
function newSecret(): string {
  return `whsec_${randomBytes(RANDOM_BYTES).toString('base64')}`;
}

function kindsInWords({ kinds }: WebhookView): string {
  return kinds?.join(', ') ?? 'all';
}

function stateInWords({ enabled, offWhy, failingSince, nextTryAt }: WebhookView, format: Format): string {
  if (!enabled) return offWhy === null ? 'off' : `switched off: ${offWhy}`;
  if (failingSince === null) return 'on';
  const next = nextTryAt === null ? '' : `, next try ${format.time(nextTryAt)}`;
  return `takes nothing since ${format.time(failingSince)}${next}`;
}
