import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { type CliBench, createCliBench } from '../fakes/cli-bench.ts';
import { missCall } from '../fakes/missed-call.ts';

const LINE = '+12125550100';

let bench: CliBench;
beforeEach(async () => {
  bench = createCliBench();
  await bench.textback('line', 'add', LINE, '--forward', '+12125550199');
  await bench.textback('user', 'add', 'Maria', '--role', 'owner', '--login', 'maria');
});

function file(name: string, content: string | Uint8Array): string {
  const path = join(dirname(bench.configFile), name);
  writeFileSync(path, content);
  return path;
}

const lines = ({ stdout }: { readonly stdout: string }) => stdout.trimEnd().split('\n');
/** The refusals, a line each, and the counts on the last. */
function reportOf(ran: { readonly stdout: string }) {
  const objects = lines(ran).map((line) => JSON.parse(line));
  return { refused: objects.slice(0, -1), counts: objects.at(-1) };
}
const lead = (number: string) => bench.store.read((reader) => reader.leads.byNumber(number));
const tags = (number: string) => bench.store.read((reader) => reader.tags.of(lead(number)?.id ?? 0));

test('given a table of contacts, when it is imported, then each is a closed lead, and each row refused is told with why', async () => {
  const path = file(
    'contacts.csv',
    [
      'Full Name,Mobile Phone,Other Phone,Labels,Stage,Owner,Notes,Created,E-mail',
      'Pat Smith,(212) 555-0123,,vip; two units,Proposal Sent,maria,Gate code 1234,2025-03-04,pat@x.example',
      '"Lee, Kim",+1 212 555 0124,212-555-0125,,,,,,',
      'Nobody,,,,,,,,',
      'Bad,12,,,,,,,',
      `Us,${LINE},,,,,,,`,
      'Stage,2125550126,,,Won,,,,',
      'Owner,2125550127,,,,Zoe,,,',
      'Tag,2125550128,,b@d,,,,,',
      'Future,2125550129,,,,,,2099-01-01,',
      `${'x'.repeat(61)},2125550130,,,,,,,`,
      'Pat again,+12125550123,,late,,,,,',
      'Two people,2125550131,2125550124,,,,,,',
    ].join('\r\n'),
  );
  const ran = await bench.textback('lead', 'import', path, '--json');
  const { refused, counts } = reportOf(ran);
  expect(ran.code).toBe(1);
  expect(counts).toEqual({
    ...{ dryRun: false, rows: 12, added: 2, updated: 1, unchanged: 0, refused: 9, unusedColumns: ['E-mail'] },
  });
  expect(refused.map(({ line, why }) => [line, why])).toEqual([
    [4, 'It has no phone number.'],
    [5, '"12" is not a phone number.'],
    [6, `${LINE} is one of your own lines.`],
    [7, expect.stringContaining('There is no stage "Won".')],
    [8, expect.stringContaining('There is nobody called "Zoe".')],
    [9, '"b@d" cannot be a tag.'],
    [10, '"2099-01-01" is not a time in the past, e.g. 2026-01-31.'],
    [11, expect.stringContaining('The name has 61 characters')],
    [13, expect.stringContaining("+12125550124 is another lead's")],
  ]);
  expect(lead('+12125550123')).toMatchObject({
    ...{ name: 'Pat Smith', source: 'import', stage: 'Proposal Sent', owner: 'Maria' },
    ...{ createdAt: Date.parse('2025-03-04T00:00-05:00'), closedAt: Date.UTC(2026, 6, 1, 3) },
  });
  expect(tags('+12125550123')).toEqual(['late', 'two-units', 'vip']);
  expect(lead('+12125550125')).toMatchObject({ name: 'Lee, Kim', number: '+12125550124' });
  expect((await bench.textback('lead', 'show', '+12125550123')).stdout).toContain(
    'note by Maria: Gate code 1234',
  );
  expect(bench.store.read((reader) => reader.audit.of('leads', 1))).toMatchObject([
    { actor: 'user:Maria', action: 'import', after: { added: 2, updated: 1, refused: 9 } },
  ]);

  const again = await bench.textback('lead', 'import', path);
  expect(lines(again).at(-1)).toBe('12 rows: 0 new leads, 0 updated, 3 as they were, 9 refused.');
  expect(lines(again)[0]).toBe('line 4: It has no phone number. Nobody, , , , , , , ,');
  expect(again.stderr).toBe('Columns that are not used: E-mail.\n');
});

test('given --dry-run, when a table is imported, then it tells what would be, and nothing is', async () => {
  const rows = Array.from({ length: 250 }, (_, n) => `Customer ${n},212555${1000 + n}`);
  const path = file('many.csv', ['name,number', ...rows, 'Customer 0,2125551000'].join('\n'));
  const dry = await bench.textback('lead', 'import', path, '--dry-run');
  expect(dry).toMatchObject({
    code: 0,
    stdout: '251 rows: 250 new leads, 0 updated, 1 as they were, 0 refused.\n',
    stderr: 'Nothing was changed (--dry-run).\n',
  });
  expect(lead('+12125551000')).toBeUndefined();
  const real = await bench.textback('lead', 'import', path);
  expect(real.stdout).toBe(dry.stdout);
  expect(bench.store.read((reader) => reader.leadLists.after(0, 1000))).toHaveLength(250);
});

test('given somebody is known from a call, when they are imported, then only what is missing is filled in', async () => {
  missCall(bench.store, { from: '+12125550123', name: '', line: LINE, at: Date.UTC(2026, 6, 1, 2) });
  await bench.textback('lead', 'stage', '+12125550123', 'contacted');
  const path = file('x.csv', 'name,number,stage,owner\nPat,2125550123,Lost,Maria\n');
  expect((await bench.textback('lead', 'import', path)).stdout).toContain('0 new leads, 1 updated');
  expect(lead('+12125550123')).toMatchObject({
    ...{ name: 'Pat', stage: 'Contacted', owner: 'Maria', source: 'missed-call', closedAt: null },
  });
});

test('given an imported contact calls, when nobody answers, then their lead is open, and first in the list', async () => {
  const path = file('x.csv', 'name,number\nPat,2125550123\nKim,2125550124\n');
  await bench.textback('lead', 'import', path);
  const listed = async () =>
    JSON.parse((await bench.textback('lead', 'list', '--unassigned', '--json')).stdout).leads;
  expect(await listed()).toEqual([]);
  missCall(bench.store, { from: '+12125550124', line: LINE, at: Date.UTC(2026, 6, 1, 4) });
  expect(await listed()).toMatchObject([{ name: 'Kim', source: 'import', closedAt: null }]);
});

describe('how files differ', () => {
  test.each<readonly [string, string | Uint8Array]>([
    ['semicolons', 'name;number\nJosé;2125550123\n'],
    ['tabs', 'name\tnumber\nJosé\t2125550123'],
    ['a byte order mark', '\ufeffname,number\nJosé,2125550123\n'],
    ['UTF-16', Buffer.from('\ufeffname,number\nJosé,2125550123\n', 'utf16le')],
    ['Windows-1252', Buffer.from('name,number\nJosé,2125550123\n', 'latin1')],
    ['old Mac line ends', 'name,number\rJosé,2125550123\r'],
    ['empty lines and spaces', '\n\nname , number\n\n José ,  2125550123 \n\n'],
    ['quotes', '"name","number"\r\n"José","(212) 555-0123"\r\n'],
    ['cells left out and too many', 'name,number\nJosé,2125550123,more,and more\n'],
  ])('given a table with %s, when it is imported, then the contact is there', async (_how, content) => {
    expect(await bench.textback('lead', 'import', file('x.csv', content))).toMatchObject({ code: 0 });
    expect(lead('+12125550123')?.name).toBe('José');
  });

  test('given columns of other names, when they are mapped by hand, then they are used', async () => {
    const path = file('x.csv', 'Kontakt;Handy\nPat;2125550123\n');
    const refused = await bench.textback('lead', 'import', path);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain(
      'No column of the file is known to hold phone numbers: it has "Kontakt", "Handy".',
    );
    expect(await bench.textback('lead', 'import', path, '--map', 'name=Kontakt,number=handy')).toMatchObject({
      code: 0,
    });
    expect(lead('+12125550123')?.name).toBe('Pat');
  });

  test('given a quote that is never closed, when the table is imported, then what comes before is, and it says where it ends', async () => {
    const path = file('x.csv', `name,number\nPat,2125550123\n"${'x,'.repeat(200_000)}`);
    const ran = await bench.textback('lead', 'import', path);
    expect(ran.code).toBe(1);
    expect(lines(ran)[0]).toMatch(/^line 3: From here on the table cannot be read: /);
    expect(lines(ran)[1]).toBe('2 rows: 1 new leads, 0 updated, 0 as they were, 1 refused.');
    expect(lead('+12125550123')?.name).toBe('Pat');
  });

  test.each([
    ['nothing', '', 2, 'There are no contacts in'],
    ['JSON', '{"a":1}', 2, 'is JSON'],
    ['a header only', 'name,number\n', 0, ''],
  ])(
    'given a file with %s, when it is imported, then exit code and words say so',
    async (_what, content, code, words) => {
      const ran = await bench.textback('lead', 'import', file('x.csv', content));
      expect(ran.code).toBe(code);
      expect(ran.stderr).toContain(words);
    },
  );

  test.each([
    [['lead', 'import', '/nowhere/x.csv'], 3, 'cannot be read'],
    [['lead', 'import', '/tmp'], 3, 'cannot be read'],
    [['lead', 'import', 'x.csv', '--map', 'nam=X'], 2, 'Did you mean name=…?'],
    [['lead', 'export', '--format', 'xls'], 2, 'Allowed choices are csv, vcard, vcard3'],
  ])('given no such thing, when somebody types %j, then exit code %i and %j', async (args, code, words) => {
    const ran = await bench.textback(...args);
    expect(ran.code).toBe(code);
    expect(ran.stderr).toContain(words);
  });
});

test('given vCards of both versions, with pictures, when they are imported, then people with several numbers are one lead', async () => {
  const picture = `PHOTO;ENCODING=b;TYPE=JPEG:${'A'.repeat(300)}\r\n${` ${'B'.repeat(70)}\r\n`.repeat(6_000)}`;
  const path = file(
    'x.vcf',
    [
      `BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Pat Smith\r\n${picture}TEL;TYPE=HOME:(212) 555-0123\r\nTEL;TYPE=CELL:(212) 555-0124\r\nCATEGORIES:vip\r\nEND:VCARD`,
      'BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Kim\r\nTEL;VALUE=uri:tel:+1-212-555-0125\r\nEND:VCARD',
      'BEGIN:VCARD\r\nVERSION:2.1\r\nFN:Old\r\nTEL:2125550126\r\nEND:VCARD',
      'BEGIN:VCARD\r\nVERSION:3.0\r\nFN:No Number\r\nEND:VCARD',
      `BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Long\r\nNOTE:${'x'.repeat(300_000)}\r\nTEL:2125550127\r\nEND:VCARD`,
    ].join('\r\n'),
  );
  const ran = await bench.textback('lead', 'import', path);
  expect(lines(ran).slice(-4)).toEqual([
    expect.stringMatching(
      /^line \d+: It is a vCard of version 2\.1: export the contacts as version 3\.0 or 4\.0\. Old$/,
    ),
    expect.stringMatching(/^line \d+: It has no phone number\. No Number$/),
    expect.stringMatching(/^line \d+: It is longer than 200000 characters\. Long$/),
    '5 rows: 2 new leads, 0 updated, 0 as they were, 3 refused.',
  ]);
  expect(lead('+12125550123')).toMatchObject({ name: 'Pat Smith', number: '+12125550124' });
  expect(lead('+12125550125')?.name).toBe('Kim');
});

test.each(['csv', 'vcard', 'vcard3'])(
  'given leads, when they are exported as %s and imported elsewhere, then they are exported as the same again',
  async (format) => {
    const path = file(
      'x.csv',
      [
        'name,number,also,tags',
        '"Smith, Pat ""the man""",2125550123,2125550124; 2125550125,"vip, two units"',
        "'=1+1,2125550126,,",
        ',2125550127,,spam',
        'Łódź Ünï,+44 20 7946 0958,,',
      ].join('\n'),
    );
    expect(await bench.textback('lead', 'import', path)).toMatchObject({ code: 0 });
    const exported = await bench.textback('lead', 'export', '--format', format);
    const other = createCliBench();
    const copy = join(dirname(other.configFile), `copy.${format}`);
    writeFileSync(copy, exported.stdout);
    expect(await other.textback('lead', 'import', copy)).toMatchObject({ code: 0 });
    const again = await other.textback('lead', 'export', '--format', format);
    expect(other.store.read((reader) => reader.leads.byNumber('+12125550127'))?.name).toBe('');
    if (format === 'vcard') expect(again.stdout).toContain('FN:Smith\\, Pat "the man"\r\n');
    expect(again.stdout).toBe(exported.stdout);
  },
);

test('given owners and stages, when leads are exported as a table, then they come back where both are known', async () => {
  missCall(bench.store, { from: '+12125550123', name: 'Pat', line: LINE, at: Date.UTC(2026, 6, 1, 2) });
  await bench.textback('lead', 'assign', '+12125550123', 'Maria');
  await bench.textback('lead', 'stage', '+12125550123', 'Booked');
  const { stdout } = await bench.textback('lead', 'export');
  expect(stdout).toBe(
    'number,also,name,stage,owner,tags,source,created,lastActivity,closed\r\n' +
      '+12125550123,,Pat,Booked,Maria,,missed-call,2026-07-01T02:00:25.000Z,2026-07-01T02:00:25.000Z,\r\n',
  );
  const other = createCliBench();
  await other.textback('user', 'add', 'Maria');
  const copy = join(dirname(other.configFile), 'copy.csv');
  writeFileSync(copy, stdout);
  await other.textback('lead', 'import', copy);
  expect(other.store.read((reader) => reader.leads.byNumber('+12125550123'))).toMatchObject({
    ...{ name: 'Pat', stage: 'Booked', owner: 'Maria', createdAt: Date.parse('2026-07-01T02:00:25Z') },
  });
});

test('given a terminal, when the import takes long, then it shows how far it is', async () => {
  const rows = Array.from({ length: 1_000 }, (_, n) => `2125${String(550_000 + n).padStart(6, '0')}`);
  const path = file('many.csv', ['number', ...rows].join('\n'));
  let now = Date.UTC(2026, 6, 1);
  const ran = await bench.textbackIn({ isTerminal: true, now: () => (now += 1_000) }, 'lead', 'import', path);
  expect(ran.stderr).toMatch(/500 rows …/);
});

test('given somebody who may only read, when they import, then nothing is taken in', async () => {
  await bench.textback('user', 'add', 'Reader', '--role', 'read-only', '--login', 'reader');
  const path = file('x.csv', 'name,number\nPat,2125550123\n');
  expect(await bench.textbackIn({ user: 'reader' }, 'lead', 'import', path)).toMatchObject({ code: 4 });
  expect(lead('+12125550123')).toBeUndefined();
});
