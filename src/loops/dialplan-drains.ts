import type { Ami, AmiFields } from '../asterisk/ami.ts';
import { createJournalDrain, type JournalParts } from '../services/collect-journal.ts';
import { createVoicemailDrain, tellsOfVoicemail } from '../services/collect-voicemails.ts';
import { createDrainLoop } from './drain.ts';

/** Collects everything that the dialplan writes down for us in AstDB, but for texts: those are their gateway's. */
export function createDialplanDrains(parts: JournalParts & { readonly ami: Ami }) {
  const what = 'the calls that rang without textback';
  const journal = createDrainLoop(createJournalDrain(parts), { ...parts, what });
  const voicemails = createDrainLoop(createVoicemailDrain(parts), {
    ...parts,
    what: 'what became of voicemails',
  });
  return {
    start() {
      journal.start();
      voicemails.start();
    },
    onAmiUp() {
      journal.look();
      voicemails.look();
    },
    onAmiEvent(event: AmiFields) {
      if (tellsOfVoicemail(event)) voicemails.look();
    },
    /** Begins nothing more; resolves when what is being collected is done. */
    async stop() {
      await Promise.all([journal.stop(), voicemails.stop()]);
    },
  };
}
