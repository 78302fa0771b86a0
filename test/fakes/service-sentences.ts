import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { parseSync } from '@swc/core';

const ROOT = resolve(import.meta.dirname, '../..');
const IMPORT = /^(?:import|export)(?! type)[^;]*?from '(\.[^']+)'/gms;

/** Files of core and services that pages may have something said by: whatever they load, and what that loads. */
function behindPages(): readonly string[] {
  const seen = new Set<string>();
  const todo = globSync('src/http/**/*.{ts,tsx}', { cwd: ROOT })
    .filter((path) => !path.includes('/api/'))
    .map((path) => resolve(ROOT, path));
  for (let path = todo.pop(); path !== undefined; path = todo.pop()) {
    // The API speaks English, whoever asks.
    if (seen.has(path) || path.includes('/http/api/') || !existsSync(path)) continue;
    seen.add(path);
    for (const [, from = ''] of readFileSync(path, 'utf8').matchAll(IMPORT))
      todo.push(resolve(dirname(path), from));
  }
  return [...seen].filter((path) => /\/src\/(core|services)\//.test(path)).sort();
}

type Node = { readonly type?: string; readonly [key: string]: unknown };

/** Whole sentences, with `{}` for what stands in them, and where each is written. Not those of errors that are thrown. */
export function serviceSentences(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const path of behindPages()) {
    const walk = (node: unknown): void => {
      if (Array.isArray(node)) for (const each of node) walk(each);
      if (!isNode(node) || /^(ImportDeclaration|ThrowStatement|Ts.*)$/.test(node.type ?? '')) return;
      const text = textOf(node);
      if (text !== null) {
        if (/^["“{A-Z].* .*[a-z].*[.?!`]$/s.test(text)) found.set(text, relative(ROOT, path));
        return;
      }
      for (const each of Object.values(node)) walk(each);
    };
    walk(parseSync(readFileSync(path, 'utf8'), { syntax: 'typescript' }).body);
  }
  return found;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Of a string, a template, or several added to each other; null of anything else. */
function textOf(node: unknown): string | null {
  if (!isNode(node)) return null;
  if (node.type === 'StringLiteral') return String(node['value']);
  if (node.type === 'TemplateLiteral' && Array.isArray(node['quasis']))
    return node['quasis'].map((each: Node) => String(each['cooked'])).join('{}');
  if (node.type !== 'BinaryExpression' || node['operator'] !== '+') return null;
  const [left, right] = [textOf(node['left']), textOf(node['right'])];
  return left === null || right === null ? null : left + right;
}
