import { allCommands, type CommandNode } from './command-tree.ts';

/**
 * A completion script for bash 4 and newer, with every word written out: the program is not started at each TAB.
 * Bash Reference Manual, "Programmable Completion".
 */
export function bashCompletion(root: CommandNode): string {
  const commands = allCommands(root);
  const nodes = commands.filter(({ path }) => path.length > 0).map(({ path }) => key(path));
  const offers = commands.map(
    (node) => `    ${quote(key(node.path))}) words=${quote(wordsAfter(node).join(' '))} ;;`,
  );
  return `# textback completion for bash, made by \`textback completion bash\`.
_textback() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" path="" words="" skip="" word
  COMPREPLY=()
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    if [[ -n $skip ]]; then skip=""; continue; fi
    case "$word" in
      ${valueOptions(commands).join('|')}) skip="$word"; continue ;;
    esac
    case "$path $word" in
      ${nodes.map(quote).join('|')}) path="$path $word" ;;
    esac
  done
  if [[ -n $skip ]]; then
    mapfile -t COMPREPLY < <(compgen -f -- "$cur")
    return
  fi
  case "$path" in
${offers.join('\n')}
  esac
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$cur")
}
complete -o filenames -o bashdefault -F _textback textback
`;
}

/** What may follow: verbs of a noun first, then options. */
export function wordsAfter({ path, children, options }: CommandNode): readonly string[] {
  const verbs = children.map((child) => child.path[path.length] ?? '');
  return [...verbs, ...options.flatMap(({ spellings }) => spellings.filter((each) => each.startsWith('--')))];
}

/** Every spelling that is followed by a value. */
export function valueOptions(commands: readonly CommandNode[]): readonly string[] {
  const spellings = commands.flatMap(({ options }) =>
    options.filter(({ takesValue }) => takesValue).flatMap((option) => option.spellings),
  );
  return [...new Set(spellings)].sort();
}

/** ` line add`: how the scripts keep where they are. */
export function key(path: readonly string[]): string {
  return path.map((word) => ` ${word}`).join('');
}

/** For either shell. */
export function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
