import { describe, expect, test } from 'vitest';
import { contactOf, mapColumns, parseColumnMap } from '../../../src/core/lead-columns.ts';

describe('mapColumns', () => {
  test.each([
    [
      'its own export',
      ['number', 'also', 'name', 'stage', 'owner', 'tags', 'created'],
      { number: 0, also: 1, name: 2, stage: 3, owner: 4, tags: 5, created: 6 },
    ],
    [
      'Google',
      ['First Name', 'Last Name', 'Labels', 'Phone 1 - Label', 'Phone 1 - Value', 'Phone 2 - Value', 'Notes'],
      { 'first-name': 0, 'last-name': 1, tags: 2, number: 4, also: 5, note: 6 },
    ],
    [
      'Outlook',
      ['First Name', 'Last Name', 'Company', 'Home Phone', 'Mobile Phone', 'E-mail Address'],
      { 'first-name': 0, 'last-name': 1, company: 2, number: 4 },
    ],
    ['a CRM', ['Customer Name', 'PHONE_NUMBER', 'Status', 'Date Added'], { name: 0, number: 1, created: 3 }],
  ])(
    'given the columns of %s, when they are mapped, then each is known by its name',
    (_who, header, columns) => {
      expect(mapColumns(header, new Map())).toMatchObject({ kind: 'columns', columns });
    },
  );

  test('given columns of other names, when it is said which is which, then that counts, and the rest is unused', () => {
    const header = ['Kontakt', 'Handy', 'Phone', 'Ort'];
    const given = new Map([
      ['name', 'kontakt'],
      ['number', 'Handy'],
    ] as const);
    expect(mapColumns(header, given)).toEqual({
      kind: 'columns',
      columns: { name: 0, number: 1 },
      unused: ['Phone', 'Ort'],
    });
  });

  test('given one column that could be two things, when it is mapped, then it is one', () => {
    expect(mapColumns(['Phone', 'Contact'], new Map([['name', 'phone']]))).toMatchObject({ kind: 'invalid' });
    const mapped = mapColumns(['Mobile', 'Phone'], new Map([['also', 'Phone']]));
    expect(mapped).toMatchObject({ columns: { number: 0, also: 1 } });
  });

  test.each([
    [['A', 'B'], new Map(), /^No column of the file .* "A", "B"/],
    [['Phone', 'Full Name'], new Map([['name', 'Ful Name']] as const), /^The file has no column "Ful Name"/],
  ])('given the columns %j, when one is missing, then it says which', (header, given, problem) => {
    expect(mapColumns(header, given)).toMatchObject({
      kind: 'invalid',
      problem: expect.stringMatching(problem),
    });
  });

  test('given a misspelt column, when it is named, then the right one is offered; else all are told', () => {
    expect(mapColumns(['Full Name'], new Map([['name', 'Ful Name']]))).toMatchObject({
      remedy: 'Did you mean "Full Name"?',
    });
    expect(mapColumns(['Full Name'], new Map([['name', 'zzz']]))).toMatchObject({
      remedy: 'Its columns are "Full Name".',
    });
  });
});

describe('contactOf', () => {
  const columns = {
    number: 0,
    also: 1,
    name: 2,
    'first-name': 3,
    'last-name': 4,
    company: 5,
    tags: 6,
    note: 7,
  };
  const contact = (cells: readonly string[]) => contactOf(cells, columns);

  test('given a full row, when it is read, then all of it is there', () => {
    expect(
      contact([
        '+1212',
        '+1213; +1214',
        'Pat',
        'P',
        'S',
        'Acme',
        'vip ::: * myContacts ::: two units',
        ' Hi ',
      ]),
    ).toEqual({
      ...{ numbers: ['+1212', '+1213', '+1214'], name: 'Pat', tags: ['vip', 'two units'] },
      ...{ stage: '', owner: '', note: 'Hi', created: '' },
    });
  });

  test.each([
    [['1', '', '', 'Pat', 'Smith', 'Acme'], 'Pat Smith'],
    [['1', '', '', '', 'Smith', 'Acme'], 'Smith'],
    [['1', '', '', '', '', 'Acme'], 'Acme'],
    [['1'], ''],
    [['1', '', "'=cmd()"], '=cmd()'],
    [['1', '', "O'Neil"], "O'Neil"],
  ])('given the row %j, when it is read, then the name is %j', (cells, name) => {
    expect(contact(cells).name).toBe(name);
  });

  test('given a row without a number, when it is read, then it has none', () => {
    expect(contact(['', '', 'Pat']).numbers).toEqual([]);
  });
});

describe('parseColumnMap', () => {
  test('given pairs, when they are read, then commas in a column’s name stay in it', () => {
    const map = parseColumnMap('name=Last, First, number = Mobile ,TAGS=A=B');
    expect(map).toEqual(
      new Map([
        ['name', 'Last, First'],
        ['number', 'Mobile'],
        ['tags', 'A=B'],
      ]),
    );
  });

  test.each([
    ['nam=X', 'Did you mean name=…?'],
    ['Full Name', 'Give NAME=COLUMN'],
    ['name=', 'Give NAME=COLUMN'],
    ['zzzzzz=X', 'Give NAME=COLUMN'],
  ])('given %j, when it is read, then it says what to give', (text, remedy) => {
    expect(parseColumnMap(text)).toMatchObject({ remedy: expect.stringContaining(remedy) });
  });
});
