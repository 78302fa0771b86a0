import { expect, test } from 'vitest';
import type { Browser, WebBench } from '../fakes/web-bench.ts';
import { openWebBench } from '../fakes/web-bench.ts';

const VISITORS = ['anonymous', 'read-only', 'staff', 'owner'] as const;
type Visitor = (typeof VISITORS)[number];
/** What each visitor gets, in that order. */
type Row = readonly [anonymous: number, readOnly: number, staff: number, owner: number];

/** Every route of the product, and what becomes of everybody there. A route without a row fails the test. */
const ROUTES: Readonly<Record<string, Row>> = {
  'GET /health/live': [200, 200, 200, 200],
  'GET /metrics': [200, 200, 200, 200],
  'GET /sign-in': [200, 200, 200, 200],
  'POST /sign-in': [401, 401, 401, 401],
  'GET /account': [303, 200, 200, 200],
  'POST /account/password': [401, 422, 422, 422],
  'POST /account/sessions/:id{[0-9]{1,15}}/end': [401, 404, 404, 404],
  'POST /sign-out': [401, 303, 303, 303],
};

/** What stands for a part of an address, and what is sent there. */
const PARTS: Readonly<Record<string, string>> = { id: '999' };
const FIELDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {};

const routesOf = ({ app }: WebBench) =>
  new Set(app.routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => `${method} ${path}`));

test('given every route of the product, when compared with the table, then each has a row, and each row a route', async () => {
  expect([...routesOf(await openWebBench())].toSorted()).toEqual(Object.keys(ROUTES).toSorted());
});

test.each(VISITORS.map((visitor, index) => [visitor, index] as const))(
  'given a visitor who is %s, when they ask for every route, then they get what the table says',
  async (visitor, index) => {
    const bench = await openWebBench();
    const got: Record<string, number> = {};
    const expected: Record<string, number | undefined> = {};
    for (const [route, row] of Object.entries(ROUTES)) {
      expected[route] = row[index];
      got[route] = await visit(browserOf(bench, visitor), route);
    }
    expect(got).toEqual(expected);
  },
);

function browserOf(bench: WebBench, visitor: Visitor): Browser {
  if (visitor === 'anonymous') return bench.anonymous;
  const user = bench.store.read((reader) => reader.users.byName(visitor)) ?? bench.addUser(visitor, visitor);
  return bench.signedIn(user);
}

async function visit(browser: Browser, route: string): Promise<number> {
  const [method = '', pattern = ''] = route.split(' ');
  const path = pattern.replace(/:(\w+)(?:\{[^/]*\})?/g, (_, name: string) => PARTS[name] ?? '1');
  const answer = method === 'GET' ? await browser.open(path) : await browser.post(path, FIELDS[route]);
  return answer.status;
}
