import { describe, expect, test } from 'vitest';
import { readUserDataHeader } from '../../../src/gateways/smpp-concatenation.ts';
import { submitFields } from '../../../src/gateways/smpp-submit.ts';
import { decodeText, encodeText } from '../../../src/gateways/smpp-text.ts';
import { aSubmit } from '../../fakes/gateway-bench.ts';

describe('the octets of a text', () => {
  test.each([
    ['@£$', 'gsm7', '000102'],
    ['[€]', 'gsm7', '1b3c1b651b3e'],
    ['Aя👍', 'ucs2', '0041044fd83ddc4d'],
  ] as const)('given %s in %s, when encoded, then the octets are %s', (text, encoding, hex) => {
    expect(encodeText(text, encoding).toString('hex')).toBe(hex);
  });

  test.each([
    [0x00, '1b65', '€'],
    [0x01, '40', '@'],
    [0x03, 'e9', 'é'],
    [0x08, '044f', 'я'],
    [0x06, 'd0', 'а'],
    [0x07, 'e0', 'א'],
    [0x0e, 'b0a1', '가'],
    [0x05, '82a0', 'あ'],
    [0x04, 'e9', 'é'],
    [0x10, '00', '@'],
    [0x18, '044f', 'я'],
    [0xf0, '00', '@'],
    [0xf5, 'e9', 'é'],
    [0xe0, '044f', 'я'],
    [0xc8, '00', '@'],
  ])('given data_coding %i, when %s is read, then it says %s', (dataCoding, hex, text) => {
    expect(decodeText(Buffer.from(hex, 'hex'), dataCoding)).toBe(text);
  });
});

describe('a user data header', () => {
  test.each([
    ['0500031f0301', { reference: 0x1f, index: 1, total: 3 }],
    ['060804beef0302', { reference: 0xbeef, index: 2, total: 3 }],
    ['0a0003ab0202050400010002', { reference: 0xab, index: 2, total: 2 }],
    ['0500031f0300', null],
    ['0500031f0304', null],
    ['0500031f0101', null],
    ['0400031f03', null],
    ['03000300', null],
  ])('given %s, when read, then the part is %o', (hex, part) => {
    expect(readUserDataHeader(Buffer.from(hex, 'hex')).part).toEqual(part);
  });

  test('given a header longer than the message, when read, then all of it is words', () => {
    expect(readUserDataHeader(Buffer.from('Hi')).body.toString()).toBe('Hi');
    expect(readUserDataHeader(Buffer.alloc(0)).body).toHaveLength(0);
  });
});

describe('the addresses of a submit_sm', () => {
  const options = { gsm7DataCoding: 0, registeredDelivery: 1 };

  test.each([
    ['+12125550100', { source_addr_ton: 1, source_addr_npi: 1, source_addr: '12125550100' }],
    ['ACME', { source_addr_ton: 5, source_addr_npi: 0, source_addr: 'ACME' }],
    ['55555', { source_addr_ton: 0, source_addr_npi: 1, source_addr: '55555' }],
  ])('given the sender %s, when submitted, then its type follows from itself', (from, fields) => {
    expect(submitFields(aSubmit({ from }), options)).toMatchObject(fields);
  });

  test('given types set by config, when submitted, then they hold for numbers, not for names', () => {
    const set = { ...options, sourceTon: 2, sourceNpi: 8, destTon: 0, destNpi: 0, gsm7DataCoding: 1 };
    expect(submitFields(aSubmit(), set)).toMatchObject({
      source_addr_ton: 2,
      source_addr_npi: 8,
      dest_addr_ton: 0,
      dest_addr_npi: 0,
      data_coding: 1,
    });
    expect(submitFields(aSubmit({ from: 'ACME' }), set)).toMatchObject({
      source_addr_ton: 5,
      source_addr_npi: 0,
    });
  });
});
