/** Reading Asterisk's configuration files as text: sections, options, includes. Templates are not resolved. */

const HEADER = /^\s*\[([^\]]+)\]/;
const OPTION = /^\s*([\w-]+)\s*=>?\s*(.*?)\s*(?:(?<!\\);.*)?$/;
const INCLUDE = /^\s*#(?:try)?include\s+[<"]?([^\s>";]+)/;

/** The names of the sections, in order; one that is opened twice comes twice. */
export function sectionNames(text: string): readonly string[] {
  return text.split('\n').flatMap((line) => HEADER.exec(line)?.[1] ?? []);
}

/** What the file includes, e.g. `manager_custom.conf`; without folders. */
export function includedFiles(text: string): readonly string[] {
  return text.split('\n').flatMap((line) => INCLUDE.exec(line)?.[1]?.replace(/^.*\//, '') ?? []);
}

/** A section with its header, or null; without the blank lines at its end. */
export function sectionText(text: string, name: string): string | null {
  const lines = sectionLines(text, name);
  return lines.length === 0 ? null : lines.join('\n').trimEnd();
}

/** The text without a section. */
export function withoutSection(text: string, name: string): string {
  let inside = false;
  const kept = text.split('\n').filter((line) => {
    const header = HEADER.exec(line)?.[1];
    if (header !== undefined) inside = header === name;
    return !inside;
  });
  return kept.join('\n');
}

/** The options of a section and their values; of one set twice, the last value, which is the one in force. */
export function optionsOf(text: string, section: string): ReadonlyMap<string, string> {
  const options = new Map<string, string>();
  for (const line of sectionLines(text, section).slice(1)) {
    const [, name, value] = OPTION.exec(line) ?? [];
    if (name !== undefined && value !== undefined) options.set(name, value);
  }
  return options;
}

/** The lines of a section that set options, each with the comments right above it, but for some options. */
export function optionLines(text: string, section: string, except: readonly string[]): string {
  const kept: string[] = [];
  let comments: string[] = [];
  for (const line of sectionLines(text, section).slice(1)) {
    const name = OPTION.exec(line)?.[1];
    if (name === undefined) {
      comments = line.startsWith(';') ? [...comments, line] : [];
      continue;
    }
    if (!except.includes(name)) kept.push(...comments, line);
    comments = [];
  }
  return kept.join('\n');
}

function sectionLines(text: string, name: string): readonly string[] {
  let inside = false;
  return text.split('\n').filter((line) => {
    const header = HEADER.exec(line)?.[1];
    if (header !== undefined) inside = header === name;
    return inside;
  });
}
