import type { Sentences } from '../../../core/say-in.ts';

/** Refusals about the phones that a line rings, as they are typed on its page. */
export const HUNT: Sentences = {
  'A phone cannot be called {}.': 'Un teléfono no puede llamarse {}.',
  'Give a name with a letter in it, of at most {} characters and without brackets.':
    'Escriba un nombre con alguna letra, de a lo más {} caracteres y sin paréntesis.',
};
