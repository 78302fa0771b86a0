import type { Sentences } from '../../../core/say-in.ts';

/** Refusals about the team, how each is told, and consent. */
export const TEAM: Sentences = {
  '{} is the only owner.': '{} es el único dueño.',
  'Nothing was changed. Make somebody else an owner first: `textback user set NAME role owner`.':
    'No se cambió nada. Primero haga dueño a alguien más.',
  '{} is told in {} ways, which is as many as it takes.': '{} recibe avisos por {} medios, y no caben más.',
  'Remove one first: see `textback alert channels`.': 'Quite uno primero.',
  '{} has no alert channel {}.': '{} no tiene el medio de aviso {}.',
  'Load the page again to see how they are told.': 'Cargue la página de nuevo para ver cómo se le avisa.',
  'Only an owner may add a webhook.': 'Solo un dueño puede agregar un webhook.',
  'Only an owner may have alerts sent to another number or address than your own.':
    'Solo un dueño puede enviar avisos a un número o una dirección que no sea suyo.',
  'Nothing was changed. Leave the address empty for your own, or ask an owner.':
    'No se cambió nada. Deje la dirección vacía para la propia, o pídaselo a un dueño.',
  'There is no person {} any more.': 'La persona {} ya no está.',
  'See `textback user list`.': 'Vea el equipo.',
  'Say with --note how the customer put it, in up to {} characters: the record is evidence.':
    'Escriba cómo lo dijo el cliente, en a lo más {} caracteres: el registro es una prueba.',
  'There is no note.': 'Falta la nota.',
  '{} cannot take over their own leads.': '{} no puede encargarse de sus propios clientes.',
  'Give somebody else with --leads-to, or leave it out for nobody.': 'Elija a alguien más, o a nadie.',
  'Nothing about {} waits for a decision.': 'No hay nada por decidir sobre {}.',
  'See `textback consent review`; to record an opt-out all the same, use `textback consent record`.':
    'Vea lo que está por decidir; también puede registrar que no quiere mensajes.',
  'There is no change {}.': 'No hay ningún cambio {}.',
  'Give the id of the last change of the page before.': 'Empiece de nuevo desde lo más reciente.',
  '{} may not see this: the role is {}.': '{} no puede ver esto: su rol es {}.',
  'Ask an owner. Your own sign-ins are on the page of your account.':
    'Pídaselo a un dueño. Sus propios inicios de sesión están en su cuenta.',
};
