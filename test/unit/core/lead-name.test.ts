import { describe, expect, test } from 'vitest';
import { plausibleName } from '../../../src/core/lead-name.ts';

describe('plausibleName', () => {
  test.each([
    ['Pat Smith', 'Pat Smith'],
    ['  SMITH,   PAT ', 'SMITH, PAT'],
    ['José Núñez', 'José Núñez'],
    ['李雷', '李雷'],
    ['Route 66 Diner', 'Route 66 Diner'],
    ['911 Plumbing', '911 Plumbing'],
    ['x'.repeat(80), 'x'.repeat(60)],
  ])('given the caller name %j, then the lead is called %j', (callerName, name) => {
    expect(plausibleName(callerName)).toBe(name);
  });

  test.each([
    '',
    '   ',
    '+12125550123',
    '(212) 555-0123',
    'V12125550123',
    'WIRELESS CALLER',
    'Unknown',
    'Out of  Area',
    'Anonymous',
    '---',
    '123',
    'win at evil.example',
    'http://x',
  ])('given the filler %j, then the lead has no name', (callerName) => {
    expect(plausibleName(callerName)).toBe('');
  });
});
