import type { Sentences } from '../../../core/say-in.ts';

/** What setting up is refused for, and what test calls tell of each step. */
export const SETUP: Sentences = {
  'This is not the code, or no longer.': 'Este no es el código, o ya no lo es.',
  'Read it anew: `sudo cat {}`': 'Léalo de nuevo: `sudo cat {}`',
  'See the log: journalctl -u textback': 'Vea el registro: journalctl -u textback',
  'It is not said whom the line rings.': 'No se dijo qué teléfono hace sonar la línea.',
  'Say so with --forward, or leave it to the PBX with --mode observe.':
    'Dígalo, o déjeselo a su central con el modo observe.',
  'Give the number that your customers dial, e.g. +12125550100.':
    'Dé el número que marcan sus clientes, por ejemplo +12125550100.',
  'There is a line at {} already.': 'Ya hay una línea en {}.',
  'See it with `textback line show {}`, change it with `textback line set {} …`.':
    'Véala y cámbiela en los ajustes: `textback line show {}`, `textback line set {} …`.',
  'Add one with `textback line add NUMBER --forward NUMBER`.': 'Agregue una en la configuración.',
  'There are {} lines.': 'Hay {} líneas.',
  'Say which with --line NUMBER; see `textback line list`.': 'Diga cuál; véalas con `textback line list`.',
  '{} is a line that textback only observes: FreePBX rings its phones.':
    '{} es una línea que textback solo observa: FreePBX hace sonar sus teléfonos.',
  'Call it from a phone of yours, and see `textback call list`.':
    'Llámela desde un teléfono suyo, y vea las llamadas.',
  'A test call goes on already.': 'Ya hay una llamada de prueba en curso.',
  'Wait for its end, or stop it first.': 'Espere a que termine, o párela primero.',
  'the test broke off': 'la prueba se interrumpió',
  'See why: journalctl -u textback; then try it again.':
    'Vea por qué: journalctl -u textback; después intente de nuevo.',
  sound: 'bien',
  'can be used': 'se puede usar',
  'Asterisk answers': 'Asterisk responde',
  'Put right what it says; `textback asterisk install` writes both accounts into Asterisk’s files.':
    'Corrija lo que dice; `textback asterisk install` escribe ambas cuentas en los archivos de Asterisk.',
  'runs, and takes this Asterisk’s calls': 'funciona, y toma las llamadas de este Asterisk',
  'runs, and is not connected to this Asterisk': 'funciona, y no está conectado a este Asterisk',
  'See why with `journalctl -u textback`; was it started before the configuration was changed?':
    'Vea por qué con `journalctl -u textback`; ¿se inició antes de cambiar la configuración?',
  '{} up': '{} conectada',
  'no gateway is known yet': 'todavía no se conoce ninguna pasarela',
  'none is up ({})': 'ninguna está conectada ({})',
  'Texts wait until one is: check [[gateway]] in textback.toml, and see `textback gateway list`.':
    'Los mensajes esperan hasta que una lo esté: revise [[gateway]] en textback.toml, y vea `textback gateway list`.',
  'textback has just started': 'textback acaba de iniciarse',
  'the loopback gateway takes every text and sends none':
    'la pasarela loopback acepta todos los mensajes y no envía ninguno',
  'leads {} to textback, which recorded call {}': 'lleva {} a textback, que anotó la llamada {}',
  'Asterisk does not dial: {}': 'Asterisk no marca: {}',
  'See Asterisk’s own log.': 'Vea el registro de Asterisk.',
  'Asterisk ended the call: {} has no way to textback for {}':
    'Asterisk terminó la llamada: {} no tiene camino a textback para {}',
  'the call did not get to textback; it is in {}': 'la llamada no llegó a textback; está en {}',
  'Run `textback asterisk install`, then `dialplan reload` in Asterisk. With --context from-pstn on FreePBX, see that the inbound route of the number leads to textback.':
    'Ejecute `textback asterisk install`, y después `dialplan reload` en Asterisk. En FreePBX con --context from-pstn, vea que la ruta entrante del número lleve a textback.',
  'the call got none in time': 'la llamada no tuvo ninguno a tiempo',
  'See with `journalctl -u textback` what happened to it.': 'Vea con `journalctl -u textback` qué le pasó.',
  'answered; hanging up in {} s': 'contestaron; se cuelga en {} s',
  'See in Asterisk whether it is registered: `pjsip show contacts`; for a phone number, whether the trunk of dial_template is up.':
    'Vea en Asterisk si está registrado: `pjsip show contacts`; para un número de teléfono, si funciona la troncal de dial_template.',
  'Set another with `textback line set {} forward NUMBER`.': 'Ponga otro en los ajustes de la línea {}.',
  'See with `journalctl -u textback` what Asterisk said to the connection.':
    'Vea con `journalctl -u textback` qué dijo Asterisk de la conexión.',
  'counts as missed: no phone was to ring': 'cuenta como perdida: ningún teléfono debía sonar',
  'unreachable: no phone could be rung': 'inaccesible: no se pudo hacer sonar ningún teléfono',
  'See the phones above, and what the line rings: `textback line show {}`.':
    'Vea los teléfonos de arriba, y qué hace sonar la línea: `textback line show {}`.',
  'blocked: the test caller is on the block list': 'bloqueada: quien prueba está en la lista de bloqueados',
  'See `textback block list`.': 'Vea los bloqueados en los ajustes.',
  'a customer: {}': 'un cliente: {}',
  'a customer would be texted': 'un cliente recibiría el mensaje',
  'the caller is texted': 'quien llamó recibe el mensaje',
  'somebody answered, so that nobody is texted; let it ring out to see the other way':
    'alguien contestó, así que nadie recibe el mensaje; deje que suene hasta el final para ver lo otro',
  'somebody answered, so that nobody is texted: let it ring out':
    'alguien contestó, así que nadie recibe el mensaje: deje que suene hasta el final',
  'none was sent, for this was a test; it would take {} and say: {}':
    'no se envió ninguno, porque era una prueba; usaría {} y diría: {}',
  '1 credit': '1 crédito',
  '{} credits': '{} créditos',
  'waits on purpose, for another {} s': 'espera a propósito, otros {} s',
  'See `textback call explain` of the call.': 'Vea la llamada, y por qué fue así.',
  'text: {}': 'mensaje: {}',
  'ARI refused user {} at {}: check ari_user and ari_password_file, and that the user is in ari.conf':
    'ARI rechazó al usuario {} en {}: revise ari_user y ari_password_file, y que el usuario esté en ari.conf',
  'nothing listens at {}: is Asterisk running, and http.conf enabled, with that bindaddr and bindport?':
    'nada escucha en {}: ¿funciona Asterisk, y está http.conf habilitado, con ese bindaddr y bindport?',
};
