import type { Sentences } from './say-in.ts';

/**
 * Why what was asked by text is not done, as the services say it: replies, notes, stages and blocks. Pages say the same
 * with all accents; here they are texts, so there is no á, í, ó, ú, which GSM 7 bit has not (3GPP TS 23.038 §6.2.1).
 */
export const REFUSALS: Sentences = {
  'There is no {}.': 'No existe {}.',
  'There is no lead {}.': 'No existe el cliente {}.',
  'Lead {} was removed by privacy purge on {}.': 'Los datos del cliente {} se borraron el {}.',
  'The pipeline has no stage for {}.': 'No hay etapa para {}.',
  'There is no stage {}.': 'No existe la etapa {}.',
  'There is no line at {}.': '{} no es de su empresa.',
  'There is no line to text from.': 'No hay desde qué teléfono escribir.',
  // Texts and notes.
  'The text is empty.': 'El mensaje no dice nada.',
  'The note is empty.': 'La nota no dice nada.',
  'The text has {} characters.': 'El mensaje tiene {} caracteres; es demasiado largo.',
  'The note has {} characters.': 'La nota tiene {} caracteres; es demasiado larga.',
  'There is no credit left.': 'No quedan créditos.',
  '{} is not texted: {}.': 'No se le escribe a {}: {}.',
  'the number is one of your own lines': 'es de su propia empresa',
  'texts never go to such a number': 'a ese tipo de teléfono no se le escribe',
  'the number is on the block list': 'el cliente aparece en la lista de bloqueo',
  'the customer has opted out': 'el cliente no quiere recibir mensajes',
  'the customer has opted in again': 'el cliente quiere recibir mensajes de nuevo',
  'the customer seems to have asked for no more texts, and nobody has decided yet':
    'parece que el cliente no quiere recibir mensajes, y nadie lo ha decidido',
  // Blocks.
  'There is no number.': 'No hay teléfono.',
  '{} is not a phone number.': '{} no es un teléfono.',
  '{} stands for callers who withhold their number.': '{} es de llamadas sin identificar.',
  '{} is an emergency number, which may have to call back.':
    '{} es un teléfono de emergencia, que tal vez tenga que llamar.',
  'That is too long for a caller ID.': 'Es demasiado largo para un identificador de llamada.',
  '{} is one of your own lines.': '{} es de su propia empresa.',
  '{} is the phone of {}.': '{} es el teléfono de {}.',
  '{} is one of your own phones, by the setting internal-numbers.': '{} es uno de sus propios teléfonos.',
  'There are {} numbers on the block list, which is as many as it takes.':
    'La lista de bloqueo ya tiene {} entradas y no admite otra.',
};
