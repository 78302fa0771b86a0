import type { Sentences } from '../../../core/say-in.ts';

/** Refusals about the settings of the whole business. */
export const BUSINESS: Sentences = {
  'It has {} characters: shorten it to at most {}.': 'Tiene {} caracteres: acórtelo a lo más a {}.',
  'It does not say who texts: put {{business_name}} in it.':
    'No dice quién escribe: ponga {{business_name}}.',
  'It has a link, which would make it promotion: leave it out.':
    'Tiene un enlace, con lo que sería promoción: quítelo.',
  'Give a whole number from {} to {}.': 'Escriba un número entero de {} a {}.',
  'Give a whole number from 0 to {}, or off.': 'Escriba un número entero de 0 a {}, u off.',
  'Give at most {} numbers.': 'Escriba a lo más {} números.',
  'Give numbers such as +12125550150, or extensions such as 101, with commas between.':
    'Escriba números como +12125550150, o extensiones como 101, separados por comas.',
  'Give at most {} texts of at most {} characters, with | between.':
    'Escriba a lo más {} textos de a lo más {} caracteres, uno por línea y sin |.',
  'Give at most {} tags such as spam, vendor, with commas between.':
    'Escriba a lo más {} etiquetas como spam, vendor, separadas por comas.',
  'Give dollars, e.g. 9 or 8.50.': 'Escriba dólares, por ejemplo 9 u 8.50.',
  'Give months or years, such as 18m or 2y, from {} months to {} years.':
    'Escriba meses o años, como 18m o 2y, de {} meses a {} años.',
  'Give months such as 18, from {} to {}, or off to keep everything.':
    'Escriba meses como 18, de {} a {}, u off para guardarlo todo.',
  'Give one of {}.': 'Escriba una de estas palabras: {}.',
  'There is no setting {}.': 'No existe el ajuste {}.',
  'See `textback settings list`.': 'Vea los ajustes del negocio.',
  // Quick replies as textback comes with them.
  'We are on our way.': 'Vamos en camino.',
  'We will call you within the hour.': 'Lo llamamos en menos de una hora.',
  'What is the address?': '¿Cuál es la dirección?',
  'What time suits you best?': '¿A qué hora le conviene más?',
  'Thank you!': '¡Gracias!',
};
