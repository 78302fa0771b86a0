import { allCommands, type CommandNode, type OptionNode } from './command-tree.ts';
import { jsonWords } from './define-command.ts';

export interface ManPage {
  readonly root: CommandNode;
  readonly version: string;
  /** ISO 8601 day. */
  readonly date: string;
  /** What the exit codes mean, in one line. */
  readonly exitCodes: string;
}

/** The manual as a page of man(7), from the same words as the help. */
export function manPage({ root, version, date, exitCodes }: ManPage): string {
  const commands = allCommands(root).filter(({ children, path }) => children.length === 0 && path.length > 0);
  return [
    `.TH TEXTBACK 1 "${date}" "textback ${roff(version)}" "User Commands"`,
    '.SH NAME',
    `textback \\- ${roff(root.summary)}`,
    '.SH SYNOPSIS',
    '.B textback\n.I noun verb\n.RI [ options ]',
    '.SH DESCRIPTION',
    'Data goes to standard output, everything else to standard error. Phone numbers are read in any usual spelling.',
    '.SH OPTIONS\nEvery command takes:',
    ...root.options.filter(({ spellings }) => !spellings.includes('--version')).map(optionEntry),
    '.SH COMMANDS',
    ...commands.map((node) => commandEntry(node, root)),
    '.SH JSON',
    roff(
      'textback json COMMAND says what each key of a command means, and with --json the JSON Schema. Keys are added, never renamed or removed; a program takes no notice of those that it does not know.',
    ),
    '.SH EXIT STATUS',
    roff(exitCodes),
    '.SH ENVIRONMENT',
    ...ENVIRONMENT.map(([name, meaning]) => `.TP\n.B ${name}\n${roff(meaning)}`),
    '.SH FILES',
    '.TP\n.I /etc/textback/textback.toml\nThe configuration; conf.d/*.toml beside it is read after it.',
    '.TP\n.I /var/lib/textback/textback.db\nThe database.',
    '.SH SEE ALSO\n.BR asterisk (8)',
    '',
  ].join('\n');
}

const ENVIRONMENT = [
  ['TEXTBACK_CONFIG', 'The configuration, where --config names none.'],
  ['TEXTBACK_SECTION__OPTION', 'Any option of the configuration, e.g. TEXTBACK_ASTERISK__ARI_URL.'],
  ['NO_COLOR', 'Where it is set and not empty, nothing is bold or coloured.'],
] as const;

function commandEntry({ path, usage, summary, options, text }: CommandNode, root: CommandNode): string {
  const everywhere = new Set(root.options.map(({ flags }) => flags));
  const own = options.filter(
    ({ flags, spellings }) => !everywhere.has(flags) && !spellings.includes('--help'),
  );
  return [
    `.SS ${roff(`textback ${path.join(' ')} ${usage.replace(/\[options\] ?/, '')}`.trim())}`,
    `${roff(summary)}.`,
    ...own.map(optionEntry),
    ...(text?.json === undefined ? [] : [`.PP\nWith \\-\\-json: ${roff(jsonWords(text))}`]),
    ...(text?.terms === undefined ? [] : [`.PP\n${roff(text.terms.title)}:`]),
    ...(text?.terms?.entries ?? []).map(([term, meaning]) => `.TP\n.B ${roff(term)}\n${roff(meaning)}`),
    '.PP\n.nf',
    ...(text?.examples ?? []).map((example) => `\\&  $ ${roff(example)}`),
    '.fi',
  ].join('\n');
}

function optionEntry({ flags, summary }: OptionNode): string {
  return `.TP\n.B ${roff(flags)}\n${roff(summary)}`;
}

/** At least four digits, as groff_char(7) wants them. */
function hex(sign: string): string {
  return (sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
}

/** Text that roff leaves as it is: groff_char(7) for the hyphen, and a line may not begin with a control character. */
function roff(text: string): string {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/^([.'])/gm, '\\&$1')
    .replace(/\P{ASCII}/gu, (sign) => `\\[u${hex(sign)}]`);
}
