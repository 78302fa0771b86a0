import { describe, expect, it } from 'vitest';
import { commandResult, formatCallerId } from '../../../src/asterisk/ari-commands.ts';
import { AriRequestError } from '../../../src/asterisk/ari-http.ts';

describe('formatCallerId', () => {
  it.each([
    ['Pat', '+12125550142', '"Pat" <+12125550142>'],
    ['', '+12125550142', '<+12125550142>'],
    ['', '', '<>'],
    ['Pat "Boss" <911>', '+1212<5550142>', '"Pat Boss 911" <+12125550142>'],
    ['Pat\r\nVia: x', '+12125550142\r\nX: y', '"Pat Via: x" <+12125550142Xy>'],
    ['Zoë 王', '100', '"Zoë 王" <100>'],
    ['x'.repeat(200), '1'.repeat(200), `"${'x'.repeat(60)}" <${'1'.repeat(40)}>`],
  ])('given name %j and number %j, then it is %j', (name, number, expected) => {
    expect(formatCallerId({ name, number })).toBe(expected);
  });
});

describe('commandResult', () => {
  it.each([
    [new AriRequestError('Channel not found', 404), { kind: 'gone', why: 'Channel not found (ARI 404)' }],
    [new AriRequestError('Allocation failed', 500), { kind: 'refused', why: 'Allocation failed (ARI 500)' }],
    [new AriRequestError('socket hang up', null), { kind: 'lost', why: 'socket hang up' }],
    ['a string', { kind: 'lost', why: 'a string' }],
  ])('given %s, then the machine is told what it means', (error, expected) => {
    expect(commandResult(error)).toEqual(expected);
  });
});
