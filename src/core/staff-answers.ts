import type { Language } from './language.ts';
import { sayIn } from './say-in.ts';
import { REFUSALS } from './staff-refusals-es.ts';

/** What somebody who works here is told by text when they text a line. */
export interface StaffAnswers {
  readonly help: string;
  /** Nothing was done, because it names no conversation. */
  readonly unaddressed: string;
  readonly mayOnlyRead: string;
  /** `problem`: in English, as a service says it. */
  readonly notDone: (problem: string) => string;
}

const say = sayIn(REFUSALS);

/** Each is one text, of one segment but for what stands in it. By language. */
export const STAFF_ANSWERS: Readonly<Record<Language, StaffAnswers>> = {
  en: {
    help: '#12 On my way: texts customer 12. #12 note ...: a note. #12 won, #12 lost, #12 block. The number stands at the end of each alert.',
    unaddressed:
      "Sent to nobody. Begin with the number at the end of the customer's alert: #12 On my way. Reply # for help.",
    mayOnlyRead: 'Not done: you may read, and change nothing.',
    notDone: (problem) => `Not done: ${problem}`,
  },
  // No á, í, ó, ú, as in notice-words-es.ts. The words after the number are those that staff-words.ts reads.
  es: {
    help: '#12 Voy en camino: le llega al cliente 12. #12 nota ...: una nota. #12 ganado, #12 perdido, #12 bloquear. El # viene al final del aviso.',
    unaddressed:
      'No se ha enviado a nadie. Empiece con el # que viene al final del aviso: #12 Voy en camino. Para ver la ayuda, mande #.',
    mayOnlyRead: 'No se hizo: usted puede leer, pero no cambiar nada.',
    notDone: (problem) => `No se hizo. ${say(problem)}`,
  },
};
