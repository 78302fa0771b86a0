import { didYouMean } from './did-you-mean.ts';

/** What a table of contacts can say of a lead. */
export const LEAD_COLUMNS = [
  'number',
  'also',
  'name',
  'first-name',
  'last-name',
  'company',
  'tags',
  'stage',
  'owner',
  'note',
  'created',
] as const;
export type LeadColumn = (typeof LEAD_COLUMNS)[number];

/** A contact as a file has it; nothing is read yet. `''` for what it does not say. */
export interface ImportedContact {
  /** The first is the one that the lead is known by. */
  readonly numbers: readonly string[];
  readonly name: string;
  readonly tags: readonly string[];
  readonly stage: string;
  readonly owner: string;
  readonly note: string;
  readonly created: string;
}

/** Which of a file's columns says what, by place. */
export type ColumnMap = { readonly [column in LeadColumn]?: number };

export type MappedColumns =
  | {
      readonly kind: 'columns';
      readonly columns: ColumnMap;
      /** Names of those that say nothing that a lead has. */
      readonly unused: readonly string[];
    }
  | { readonly kind: 'invalid'; readonly problem: string; readonly remedy: string };

/** What other programs call them, in small letters and without separators; the first that is there counts. */
const NAMES: Readonly<Record<LeadColumn, readonly string[]>> = {
  number: [
    ...['number', 'phone', 'phonenumber', 'primaryphone', 'mobile', 'mobilephone', 'mobilenumber', 'cell'],
    ...['cellphone', 'phone1value', 'telephone', 'tel', 'homephone', 'workphone', 'businessphone'],
  ],
  also: ['also', 'othernumbers', 'otherphone', 'secondaryphone', 'phone2value'],
  name: ['name', 'fullname', 'displayname', 'contactname', 'contact', 'customer', 'customername', 'fileas'],
  'first-name': ['firstname', 'givenname', 'first'],
  'last-name': ['lastname', 'familyname', 'surname', 'last'],
  company: ['company', 'companyname', 'organization', 'organizationname', 'business'],
  tags: ['tags', 'tag', 'labels', 'groupmembership', 'categories'],
  stage: ['stage'],
  owner: ['owner', 'assignedto'],
  note: ['note', 'notes', 'comment', 'comments'],
  created: ['created', 'createdat', 'createddate', 'datecreated', 'dateadded'],
};

/**
 * Finds out which column says what: as it was said by hand, else by its name.
 * @param given a lead's column, and the name of the file's column for it
 */
export function mapColumns(header: readonly string[], given: ReadonlyMap<LeadColumn, string>): MappedColumns {
  const plain = header.map(plainName);
  const columns: { [column in LeadColumn]?: number } = {};
  for (const [column, name] of given) {
    const index = plain.indexOf(plainName(name));
    if (index < 0) return noSuchColumn(name, header);
    columns[column] = index;
  }
  for (const column of LEAD_COLUMNS) {
    if (given.has(column)) continue;
    const taken = Object.values(columns);
    const name = NAMES[column].find((each) => plain.includes(each) && !taken.includes(plain.indexOf(each)));
    if (name !== undefined) columns[column] = plain.indexOf(name);
  }
  if (columns.number === undefined) return noNumbers(header);
  const used = new Set(Object.values(columns));
  return { kind: 'columns', columns, unused: header.filter((_name, index) => !used.has(index)) };
}

/** A row of a table, by its columns. */
export function contactOf(cells: readonly string[], columns: ColumnMap): ImportedContact {
  const cell = (column: LeadColumn): string => {
    const index = columns[column];
    return index === undefined ? '' : unguarded((cells[index] ?? '').trim());
  };
  const whole = `${cell('first-name')} ${cell('last-name')}`.trim();
  return {
    numbers: [cell('number'), ...list(cell('also'), /[,;|]|:::/)].filter((number) => number !== ''),
    name: cell('name') || whole || cell('company'),
    tags: list(cell('tags'), /[,;|]|:::/),
    stage: cell('stage'),
    owner: cell('owner'),
    note: cell('note'),
    created: cell('created'),
  };
}

/**
 * Reads what somebody typed for which column, e.g. `name=Full Name,number=Mobile`: a comma separates only before
 * another `column=`.
 */
export function parseColumnMap(
  text: string,
): ReadonlyMap<LeadColumn, string> | { readonly problem: string; readonly remedy: string } {
  const map = new Map<LeadColumn, string>();
  for (const pair of text.split(/,(?=\s*[a-z-]+\s*=)/i)) {
    const [, typed = '', name = ''] = /^\s*([a-z-]+)\s*=\s*(.+?)\s*$/i.exec(pair) ?? [];
    const column = LEAD_COLUMNS.find((each) => each === typed.toLowerCase());
    if (column === undefined) {
      const meant = didYouMean(typed, LEAD_COLUMNS);
      return {
        problem: `${JSON.stringify(pair.trim().slice(0, 64))} does not say which column is what.`,
        remedy:
          meant === null
            ? `Give NAME=COLUMN; the names are ${LEAD_COLUMNS.join(', ')}.`
            : `Did you mean ${meant}=…?`,
      };
    }
    map.set(column, name);
  }
  return map;
}

function plainName(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}

/** Google Contacts separates with ` ::: `, and puts `* ` before its own groups. */
function list(text: string, separator: RegExp): string[] {
  return text
    .split(separator)
    .map((each) => each.trim())
    .filter((each) => each !== '' && !each.startsWith('* '));
}

/** Spreadsheets are kept from running a cell by an apostrophe in front of it. */
function unguarded(cell: string): string {
  return cell.replace(/^'(?=[=+\-@\t\r])/, '');
}

function noSuchColumn(name: string, header: readonly string[]): MappedColumns {
  const meant = didYouMean(name, header);
  return {
    kind: 'invalid',
    problem: `The file has no column ${JSON.stringify(name.slice(0, 64))}.`,
    remedy: meant === null ? `Its columns are ${names(header)}.` : `Did you mean ${JSON.stringify(meant)}?`,
  };
}

function noNumbers(header: readonly string[]): MappedColumns {
  return {
    kind: 'invalid',
    problem: `No column of the file is known to hold phone numbers: it has ${names(header)}.`,
    remedy: 'Say which one it is, e.g. --map "number=Mobile Phone".',
  };
}

function names(header: readonly string[]): string {
  return header
    .slice(0, 20)
    .map((name) => JSON.stringify(name.slice(0, 40)))
    .join(', ');
}
