import { NOTICE_KINDS, type NoticeKind } from '../core/notice.ts';
import type { Rejection } from '../services/rejection.ts';
import { textField } from './text-field.ts';

/** Of what people may be told; a test goes through every channel anyway. */
export const CHOSEN_KINDS: readonly NoticeKind[] = NOTICE_KINDS.filter((kind) => kind !== 'test');

/** One way in which somebody is told, as it was typed. */
export interface TypedChannel {
  readonly channel: string;
  readonly address: string;
  readonly kinds: readonly string[];
  readonly atNight: boolean;
  readonly refusal?: Rejection | undefined;
}

export const NEW_CHANNEL: TypedChannel = {
  ...{ channel: 'sms', address: '', kinds: CHOSEN_KINDS, atNight: false },
};

/** An address is as long as a webhook's; the service says what is too long. */
const MAX_ADDRESS = 600;

/** @param body read with `all`, so that each box that is ticked is there */
export function typedChannel(body: Readonly<Record<string, unknown>>): TypedChannel {
  return {
    channel: textField(body['channel'], 20),
    address: textField(body['address'], MAX_ADDRESS).trim(),
    kinds: [body['kind']].flat().filter((kind) => typeof kind === 'string'),
    atNight: body['at-night'] === 'on',
  };
}

/** Undefined where every box is ticked: then kinds that are new some day count too. */
export function kindsAsked({ kinds }: TypedChannel): readonly string[] | undefined {
  return CHOSEN_KINDS.every((kind) => kinds.includes(kind)) ? undefined : kinds;
}
