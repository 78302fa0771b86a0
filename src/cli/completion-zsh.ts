import { allCommands, type CommandNode } from './command-tree.ts';
import { key, quote, valueOptions } from './completion-bash.ts';

/** A completion script for zsh, with the summaries beside the words. zshcompsys(1), `_describe`. */
export function zshCompletion(root: CommandNode): string {
  const commands = allCommands(root);
  const nodes = commands.filter(({ path }) => path.length > 0).map(({ path }) => key(path));
  return `#compdef textback
# textback completion for zsh, made by \`textback completion zsh\`.
_textback() {
  local at="" skip="" word
  local -a verbs options
  for word in "\${(@)words[2,CURRENT-1]}"; do
    if [[ -n $skip ]]; then skip=""; continue; fi
    case "$word" in
      ${valueOptions(commands).join('|')}) skip="$word"; continue ;;
    esac
    case "$at $word" in
      ${nodes.map(quote).join('|')}) at="$at $word" ;;
    esac
  done
  if [[ -n $skip ]]; then _files; return; fi
  case "$at" in
${commands.map(offer).join('\n')}
  esac
  if (( \${#verbs} )) && [[ \${words[CURRENT]} != -* ]]; then
    _describe -t commands 'command' verbs
  else
    _describe -t options 'option' options
  fi
}
compdef _textback textback
`;
}

function offer({ path, children, options }: CommandNode): string {
  const verbs = children.map((child) => described(child.path[path.length] ?? '', child.summary));
  const longs = options.flatMap(({ spellings, summary }) =>
    spellings.filter((each) => each.startsWith('--')).map((each) => described(each, summary)),
  );
  return `    ${quote(key(path))}) verbs=(${verbs.join(' ')}); options=(${longs.join(' ')}) ;;`;
}

/** \`word:what it does\`; a colon in the word would end it. */
function described(word: string, summary: string): string {
  return quote(`${word.replaceAll(':', '\\:')}:${summary}`);
}
