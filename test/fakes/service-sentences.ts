import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { parseSync } from '@swc/core';

const ROOT = resolve(import.meta.dirname, '../..');
const IMPORT = /^(?:import|export)(?! type)[^;]*?from '(\.[^']+)'/gms;

const pages = () =>
  globSync('src/http/**/*.{ts,tsx}', { cwd: ROOT }).filter((path) => !path.includes('/api/'));

/** Files of core and services that these may have something said by: whatever they load, and what that loads. */
function behind(paths: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  const todo = paths.map((path) => resolve(ROOT, path));
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
  for (const path of behind(pages())) {
    walk(bodyOf(path), (node) => {
      const text = textOf(node);
      if (text !== null && /^["“{A-Z].* .*[a-z].*[.?!`]$/s.test(text)) found.set(text, relative(ROOT, path));
      return text === null;
    });
  }
  return found;
}

/** What was wrong, as these services and what they load say it in refusals, and where each is written. */
export function problemSentences(services: readonly string[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const path of behind(services)) {
    walk(bodyOf(path), (node) => {
      if (node.type !== 'KeyValueProperty' || !isNode(node['key']) || node['key']['value'] !== 'problem')
        return true;
      for (const text of choicesOf(node['value'])) found.set(text, relative(ROOT, path));
      return false;
    });
  }
  return found;
}

const bodyOf = (path: string): unknown =>
  parseSync(readFileSync(path, 'utf8'), { syntax: 'typescript' }).body;

/** @param visit whether to look into it */
function walk(node: unknown, visit: (node: Node) => boolean): void {
  if (Array.isArray(node)) for (const each of node) walk(each, visit);
  if (!isNode(node) || /^(ImportDeclaration|ThrowStatement|Ts.*)$/.test(node.type ?? '')) return;
  if (visit(node)) for (const each of Object.values(node)) walk(each, visit);
}

/** Of a sentence that is one of two, both. */
function choicesOf(node: unknown): readonly string[] {
  if (isNode(node) && node.type === 'ConditionalExpression')
    return [node['consequent'], node['alternate']].flatMap(choicesOf);
  const text = textOf(node);
  return text === null ? [] : [text];
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
