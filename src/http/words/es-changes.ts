import { forms } from './es-forms.ts';

const SIGNING_IN = {
  'sign in': 'Inició sesión',
  'sign in with passkey': 'Inició sesión con una llave de acceso',
  'wrong password': 'Contraseña equivocada',
  'temporary password over': 'Contraseña temporal vencida',
  'unknown name': 'Un nombre que nadie tiene',
  'wrong passkey': 'Llave de acceso rechazada',
  'too many attempts': 'Demasiados intentos: tuvo que esperar',
  'sign out': 'Cerró sesión',
  'set password': 'Contraseña cambiada',
  'set temporary password': 'Se dio una contraseña temporal',
  'remove password': 'Se quitó el inicio de sesión',
  'add passkey': 'Llave de acceso agregada',
  'remove passkey': 'Llave de acceso quitada',
  'add token': 'Token de la API creado',
  'revoke token': 'Token de la API revocado',
} as const;
/** What happened with signing in, in Spanish. */
export const signInActions: Readonly<Record<keyof typeof SIGNING_IN, string>> = SIGNING_IN;

/** Words of the audit that mean something else of each kind of subject. */
const OF_SUBJECT: Readonly<Record<string, string>> = {
  'line add': 'Línea agregada',
  'line remove': 'Línea quitada',
  'user add': 'Persona agregada',
  'user remove': 'Persona quitada',
  'user move leads': 'Sus clientes pasaron a otra persona',
  'user set name': 'Nombre cambiado',
  'user set role': 'Rol cambiado',
  'user set phone': 'Teléfono cambiado',
  'user set email': 'Correo electrónico cambiado',
  'user set language': 'Idioma cambiado',
  'user set login': 'Usuario de la línea de comandos cambiado',
  'user set extension': 'Extensión cambiada',
  'stage add': 'Etapa agregada',
  'stage remove': 'Etapa quitada',
  'stage rename': 'Nombre de la etapa cambiado',
  'stage move': 'Etapa movida',
  'stage set kind': 'Significado de la etapa cambiado',
  'stage move leads': 'Clientes pasados a otra etapa',
  'lead name': 'Nombre del cliente cambiado',
  'lead stage': 'Etapa del cliente cambiada',
  'leads import': 'Clientes importados',
  'setting set': 'Ajuste del negocio cambiado',
  'data import': 'Datos importados',
  'data export': 'Datos exportados',
  'backup create': 'Copia de seguridad hecha',
  'backup restore': 'Copia de seguridad restaurada',
};

const ACTIONS: Readonly<Record<string, string>> = {
  ...SIGNING_IN,
  'rename passkey': 'Nombre de la llave de acceso cambiado',
  'add alert channel': 'Forma de avisar agregada',
  'change alert channel': 'Forma de avisar cambiada',
  'remove alert channel': 'Forma de avisar quitada',
  'add alert device': 'Avisos activados en un teléfono o navegador',
  'remove alert device': 'Avisos desactivados en un teléfono o navegador',
  assign: 'Cliente asignado',
  note: 'Nota agregada',
  tag: 'Etiquetas cambiadas',
  reply: 'Respuesta enviada',
  close: 'Conversación cerrada',
  reopen: 'Conversación abierta de nuevo',
  merge: 'Clientes unidos',
  unmerge: 'Clientes separados de nuevo',
  block: 'Número bloqueado',
  unblock: 'Número desbloqueado',
  'record consent': 'Consentimiento registrado',
  'dismiss review': 'Revisión descartada: no pidió dejar de recibir mensajes',
  'adjust credits': 'Créditos cambiados a mano',
  'send held texts': 'Mensajes retenidos enviados',
  'drop held texts': 'Mensajes retenidos descartados',
  'test call': 'Llamada de prueba',
  'stop test call': 'Llamada de prueba detenida',
  'set holiday': 'Día festivo agregado o cambiado',
  'remove holiday': 'Día festivo quitado',
  'add webhook': 'Webhook agregado',
  'change webhook': 'Webhook cambiado',
  'renew webhook secret': 'Clave del webhook renovada',
  'remove webhook': 'Webhook quitado',
  'replay webhook': 'Webhook enviado de nuevo',
  'test webhook': 'Webhook probado',
  erase: 'Datos de un número borrados',
  purge: 'Se empezó a borrar datos viejos',
  purged: 'Datos viejos borrados',
  compact: 'Base de datos compactada',
};

const SETTINGS: ReadonlyMap<string, string> = new Map(Object.entries(forms.changed));

/** What somebody did, in Spanish, by the words of the audit; as those are where there are no others. */
export function changed(subject: string, action: string): string {
  const [kind] = subject.split(':');
  const told = OF_SUBJECT[`${kind} ${action}`] ?? ACTIONS[action];
  if (told !== undefined) return told;
  const setting = SETTINGS.get(action.replace(/^set /, ''));
  return setting === undefined ? action : `Cambio en la línea: ${setting}`;
}
