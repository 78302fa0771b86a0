import type { Command } from 'commander';
import { iso } from '../../core/iso-time.ts';
import { type NewText, newestTextId, newTexts } from '../../services/new-texts.ts';
import type { Cli, Session } from '../cli.ts';
import { defineCommand } from '../define-command.ts';
import { NEW_TEXT } from '../json/leads.ts';
import { leadName } from '../lead-words.ts';

/** A look costs 11 µs where nothing was committed. */
const LOOK_EVERY_MS = 250;

export function defineWatch(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'watch',
    summary: 'Show texts as they come and go, until Ctrl-C',
    json: NEW_TEXT,
    jsonLines: true,
    examples: ['textback inbox watch', 'textback inbox watch --json | while read -r line; do …; done'],
  }).action(
    cli.withStore(async (session) => {
      const { store, world, wantsJson } = session;
      if (!wantsJson) world.err('Waiting for texts. Ctrl-C ends it.\n');
      let seen = newestTextId(store);
      for (let version = -1; await world.pause(LOOK_EVERY_MS); ) {
        if (store.dataVersion() === version) continue;
        version = store.dataVersion();
        for (const text of newTexts(store, seen)) {
          seen = text.message.id;
          world.out(wantsJson ? `${JSON.stringify(asJson(text))}\n` : inWords(text, session));
        }
      }
      return { chunks: [] };
    }),
  );
}

function asJson({ lead, direction, by, message }: NewText) {
  return {
    ...{ leadId: lead.id, number: lead.number, name: lead.name, direction, by },
    ...{ text: message.text, state: message.state, at: iso(message.createdAt) },
  };
}

function inWords({ lead, direction, by, message }: NewText, { format }: Session): string {
  const who = leadName(lead, format);
  const arrow = direction === 'in' ? `${who}:` : `${by ?? 'textback'} to ${who}:`;
  return `${format.time(message.createdAt)}  #${lead.id} ${arrow} ${format.line(message.text)}\n`;
}
