import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { nextSteps } from '../../../src/services/asterisk-next-steps.ts';
import {
  type AsteriskAccounts,
  type AsteriskLayout,
  SAMPLES,
} from '../../../src/services/asterisk-pieces.ts';
import { planInstall, planUninstall } from '../../../src/services/plan-asterisk.ts';
import { freepbxFolder } from '../../fixtures/freepbx-folder.ts';

const shipped = new Map(
  SAMPLES.map((name) => [name, readFileSync(new URL(`../../../asterisk/${name}`, import.meta.url), 'utf8')]),
);
const ACCOUNTS: AsteriskAccounts = {
  app: 'texter',
  ariUser: 'tb-ari',
  ariPassword: 'hush-ari',
  ariPort: 8090,
  amiUser: 'tb-ami',
  amiPassword: 'hush-ami',
  amiPort: 5040,
};
const FREEPBX = freepbxFolder({ httpPort: 8088, amiPort: 5038, dids: ['2125550100'] });

function plan(layout: AsteriskLayout, files: Readonly<Record<string, string>>, accounts = ACCOUNTS) {
  return planInstall(layout, new Map(Object.entries(files)), shipped, accounts);
}

/** What would be written, by name. */
function written(layout: AsteriskLayout, files: Readonly<Record<string, string>>) {
  const planned = plan(layout, files);
  if (planned.kind !== 'plan') throw new Error(planned.problem);
  return new Map(planned.files.map((file) => [file.name, file]));
}

describe('FreePBX', () => {
  test('given its folder, when planned, then only custom files are written, each with its part', () => {
    const files = written('freepbx', FREEPBX);
    expect([...files.keys()].filter((name) => !name.includes('custom'))).toEqual([]);
    const textOf = (name: string) => files.get(name)?.after;
    expect(textOf('extensions_custom.conf')).toMatch(/^; Mine: the door phone\./);
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Asterisk's syntax
    expect(textOf('extensions_custom.conf')).toContain('same => n,Stasis(texter,inbound,${TEXTBACK_DID})');
    expect(textOf('extensions_custom.conf')).not.toMatch(/\[general\]|^; take/m);
    expect(textOf('ari_general_custom.conf')).toMatch(
      /\[general\]\(\+\)\nenabled=yes\n.*\nwebsocket_write_timeout=1000\n/,
    );
    expect(textOf('ari_additional_custom.conf')).toMatch(/\[tb-ari\]\ntype=user\n(.*\n)*password=hush-ari\n/);
    expect(textOf('manager_custom.conf')).toMatch(/\[tb-ami\]\n.*\nsecret=hush-ami\n/);
    expect(textOf('http_custom.conf')).toMatch(/\[general\]\(\+\)\nenabled=yes\n(.*\n)*sessionlimit=1000\n/);
    expect(textOf('http_custom.conf')).not.toMatch(/^(bindaddr|bindport)/m);
  });

  test('given the shipped dialplan, when planned, then every context of it is there as it is', () => {
    const dialplan = written('freepbx', FREEPBX).get('extensions_custom.conf')?.after ?? '';
    const sections = (shipped.get('extensions.conf') ?? '').split(/^(?=\[)/m).slice(2);
    expect(sections).not.toHaveLength(0);
    for (const section of sections) {
      expect(dialplan).toContain(section.trimEnd().replace('Stasis(textback,', 'Stasis(texter,'));
    }
  });

  test('given passwords, when the difference is shown, then they are not', () => {
    for (const { diff } of written('freepbx', FREEPBX).values()) expect(diff).not.toContain('hush');
    expect(written('freepbx', FREEPBX).get('manager_custom.conf')?.diff).toContain('+secret=(not shown)');
  });

  test.each([
    ['no ari.conf', { 'ari.conf': undefined }, 'ari.conf is not there', 'arimanager'],
    [
      'an http.conf without the include',
      { 'http.conf': '[general]\n' },
      'does not include http_custom.conf',
      '--plain',
    ],
    [
      'an ARI user of ours on its pages',
      { 'ari_additional.conf': '[tb-ari]\n' },
      'ari_additional.conf',
      'FreePBX',
    ],
    [
      'an AMI user copied by hand',
      { 'manager_custom.conf': '[tb-ami]\n' },
      'manager_custom.conf has a section [tb-ami]',
      'by hand',
    ],
    [
      'a context copied by hand',
      { 'extensions_custom.conf': '[textback-call]\n' },
      '[textback-call]',
      'by hand',
    ],
    [
      'an AMI user that FreePBX uses itself',
      { 'manager.conf': `${FREEPBX['manager.conf']}[tb-ami]\n` },
      'manager.conf has a section [tb-ami]',
      'another name',
    ],
    [
      'half a block',
      { 'http_custom.conf': '; BEGIN textback\n' },
      'http_custom.conf has "; BEGIN textback"',
      'Take out',
    ],
  ])('given %s, when planned, then it is refused with the remedy', (_what, change, problem, remedy) => {
    const files = Object.fromEntries(
      Object.entries({ ...FREEPBX, ...change }).filter(
        (entry): entry is [string, string] => entry[1] !== undefined,
      ),
    );
    expect(plan('freepbx', files)).toEqual({
      kind: 'refused',
      problem: expect.stringContaining(problem),
      remedy: expect.stringContaining(remedy),
    });
  });

  test.each(['a+b', 'a;b', 'a b', '>a', 'a\\b', 'é'])(
    'given the password %j, then it is refused and not repeated',
    (password) => {
      const refused = plan('freepbx', FREEPBX, { ...ACCOUNTS, amiPassword: password });
      expect(refused).toMatchObject({ kind: 'invalid', problem: expect.stringContaining('ami_password') });
      expect(JSON.stringify(refused)).not.toContain(`"${password}"`);
    },
  );

  test('given a user that would close its section, then it is refused', () => {
    expect(plan('freepbx', FREEPBX, { ...ACCOUNTS, ariUser: 'a]b' })).toMatchObject({ kind: 'invalid' });
  });

  test('given the usual dial template, then the steps advise one that FreePBX routes', () => {
    expect(nextSteps('freepbx', 'PJSIP/{number}@trunk').join('\n')).toContain(
      'Local/{number}@from-internal/n',
    );
    expect(nextSteps('freepbx', 'Local/{number}@from-internal/n').join('\n')).not.toContain('dial_template');
  });
});

describe('plain Asterisk', () => {
  test('given an empty folder, when planned, then the samples are written with ports and users', () => {
    const files = written('plain', {});
    expect(files.get('http.conf')?.after).toMatch(
      /^\[general\]\nenabled=yes\n.*\nbindaddr=127\.0\.0\.1\nbindport=8090$/m,
    );
    expect(files.get('manager.conf')?.after).toMatch(/^port=5040$/m);
    expect(files.get('ari.conf')?.after).toContain('password=hush-ari');
  });

  test('given services that are on, when planned, then where they listen and what they say stays', () => {
    const files = written('plain', {
      'http.conf': '[general]\nenabled = yes ; always\nbindaddr=10.0.0.1\nsessionlimit=77\n',
      'manager.conf': '[general]\nenabled=yes\n',
      'extensions.conf': '[general]\nautofallthrough=yes\n[default]\n',
    });
    const http = files.get('http.conf')?.after ?? '';
    expect(http).toContain('[general](+)\n; ms an idle connection');
    expect(http.match(/bindaddr|sessionlimit|enabled/g)).toHaveLength(3);
    expect(files.get('manager.conf')?.after).not.toMatch(/\(\+\)|bindaddr/);
    expect(files.get('extensions.conf')?.after.match(/^\[general\]/gm)).toHaveLength(1);
  });

  test('given a service that is off, when planned, then it is switched on, on loopback only', () => {
    const http = written('plain', { 'http.conf': '[general]\nenabled=no\nbindaddr=0.0.0.0\n' }).get(
      'http.conf',
    );
    expect(http?.after).toMatch(/\[general\]\(\+\)\nenabled=yes\n.*\nbindaddr=127\.0\.0\.1\n/);
  });

  test('given the folder of a FreePBX, when planned as plain, then it is refused', () => {
    expect(plan('plain', FREEPBX)).toMatchObject({ kind: 'refused', remedy: 'Use --freepbx.' });
  });
});

test.each([
  ['freepbx', FREEPBX],
  ['plain', { 'http.conf': '[general]\nenabled=no\n', 'ari.conf': '[general]\n[me]\n' }],
] as const)(
  'given %s, when planned again, then nothing changes; and uninstalled, all is as before',
  (layout, files) => {
    const after = Object.fromEntries(
      [...written(layout, files).values()].map((file) => [file.name, file.after]),
    );
    const again = { ...files, ...after };
    for (const { diff } of written(layout, again).values()) expect(diff).toBe('');
    const out = planUninstall(new Map(Object.entries(again)));
    if (out.kind !== 'plan') throw new Error(out.problem);
    expect(out.files).toHaveLength(Object.keys(after).length);
    for (const file of out.files)
      expect(file.after).toBe(Object.entries(files).find(([name]) => name === file.name)?.[1] ?? '');
  },
);

test('given nothing of ours, when uninstalled, then nothing is planned; and half a block is refused', () => {
  expect(planUninstall(new Map(Object.entries(FREEPBX)))).toMatchObject({ kind: 'plan', files: [] });
  expect(planUninstall(new Map([['ari.conf', '; END textback\n']]))).toMatchObject({ kind: 'refused' });
});
