import type { TradeWords } from './trade-words.ts';

/**
 * The ready-made words in the Spanish of the United States, to the same rules as the English ones. Every letter is one
 * of GSM 7 bit, which has ¿ ¡ é ñ ü and no á í ó ú: a text with one of those holds 70 characters a segment.
 */
export const SPANISH_TRADE_WORDS: readonly TradeWords[] = [
  {
    trade: 'general-contractor',
    message:
      'Hola, somos {{business_name}}. Perdone, no pudimos contestar. ¿Qué obra desea hacer y en qué lugar? Escriba por este medio y le llamamos.',
    afterHours:
      'Hola, somos {{business_name}}. Ya cerramos; abrimos {{next_open_es}}. Escriba qué obra desea hacer y en qué lugar, y le llamamos.',
  },
  {
    trade: 'hvac',
    message:
      'Hola, somos {{business_name}}. Perdone, no pudimos contestar. ¿Falla al enfriar o al calentar, y qué hace el equipo? Escriba y le atendemos.',
    afterHours:
      'Hola, somos {{business_name}}. Ya cerramos; abrimos {{next_open_es}}. ¿Falla al enfriar o al calentar? Escriba y llamamos al abrir.',
  },
  {
    trade: 'plumbing',
    message:
      'Hola, somos {{business_name}}. Perdone, no pudimos contestar. ¿Hay una fuga ahora mismo? Escriba qué pasa y su domicilio.',
    afterHours:
      'Hola, somos {{business_name}}. Ya cerramos; abrimos {{next_open_es}}. ¿Fuga? Cierre la llave de paso. Escriba qué pasa y su domicilio.',
  },
  {
    trade: 'gutters',
    message:
      'Hola, somos {{business_name}}. Perdone, no pudimos contestar. ¿Limpiar, reparar o poner canaletas nuevas? Escriba eso y su domicilio.',
    afterHours:
      'Hola, somos {{business_name}}. Ya cerramos; abrimos {{next_open_es}}. ¿Limpiar, reparar o poner canaletas? Escriba eso y su domicilio.',
  },
  {
    trade: 'pressure-washing',
    message:
      'Hola, somos {{business_name}}. Perdone, no pudimos contestar. ¿Qué desea lavar y qué tan grande es? Una foto ayuda.',
    afterHours:
      'Hola, somos {{business_name}}. Ya cerramos; abrimos {{next_open_es}}. Escriba qué desea lavar y qué tan grande es.',
  },
  {
    trade: 'landscaping',
    message:
      'Hola, somos {{business_name}}. Tal vez andamos en otro patio. ¿Qué necesita el suyo y en qué lugar queda? Escriba y le llamamos.',
    afterHours:
      'Hola, somos {{business_name}}. Ya cerramos; abrimos {{next_open_es}}. Escriba qué necesita su patio y en qué lugar queda.',
  },
  {
    trade: 'cleaning',
    message:
      'Hola, somos {{business_name}}. Perdone, no pudimos contestar. ¿Casa u oficina, de qué tamaño y para qué fecha? Escriba por este medio.',
    afterHours:
      'Hola, somos {{business_name}}. Ya cerramos; abrimos {{next_open_es}}. ¿Casa u oficina, de qué tamaño y para qué fecha?',
  },
  {
    trade: 'appliance-repair',
    message:
      'Hola, somos {{business_name}}. Perdone, no pudimos contestar. ¿Qué aparato es, de qué marca y qué le pasa? Escriba y le llamamos.',
    afterHours:
      'Hola, somos {{business_name}}. Ya cerramos; abrimos {{next_open_es}}. Escriba qué aparato es, de qué marca y qué le pasa.',
  },
  {
    trade: 'remodeling',
    message:
      'Hola, somos {{business_name}}. Perdone, no pudimos contestar. ¿Qué cuarto desea remodelar y para qué fecha? Escriba por este medio.',
    afterHours:
      'Hola, somos {{business_name}}. Ya cerramos; abrimos {{next_open_es}}. ¿Qué cuarto desea remodelar y para qué fecha?',
  },
];
