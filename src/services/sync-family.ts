import type { Ami } from '../asterisk/ami.ts';

/**
 * Makes a family of AstDB hold just what is wanted, by the fewest changes.
 * @throws Error with Asterisk's words where it could not; what was written until then stands
 */
export async function syncFamily(
  ami: Pick<Ami, 'dbGetTree' | 'dbPut' | 'dbDel'>,
  family: string,
  wanted: ReadonlyMap<string, string>,
): Promise<void> {
  const present = new Map((await ami.dbGetTree(family)).map(({ key, value }) => [key, value]));
  for (const [key, value] of wanted) {
    if (present.get(key) !== value) throwUnlessOk(await ami.dbPut(family, key, value));
  }
  for (const key of present.keys()) if (!wanted.has(key)) throwUnlessOk(await ami.dbDel(family, key));
}

function throwUnlessOk(response: { readonly kind: string; readonly why?: string }): void {
  if (response.kind !== 'ok') throw new Error(response.why ?? response.kind);
}
