import { describe, expect, test } from 'vitest';
import { deviceOf, isPhone, otherHalf } from '../../../src/core/channel-event.ts';
import { createChannelGraph } from '../../../src/core/channel-graph.ts';

const channel = (name: string) => ({ id: name, name, linkedId: name });
const CALLER = channel('PJSIP/trunk-00000001');
const PHONE = channel('PJSIP/100-00000002');
const ONE = channel('Local/100@from-queue-00000003;1');
const TWO = channel('Local/100@from-queue-00000003;2');

describe('who hears whom', () => {
  test('given two in a bridge, when one leaves, then they are apart and nothing is kept of the bridge', () => {
    const graph = createChannelGraph(10);
    graph.enterBridge('b', CALLER);
    graph.enterBridge('b', PHONE);
    expect(graph.phonesWith(CALLER.id)).toEqual([PHONE]);
    graph.leaveBridge('another', PHONE.id);
    graph.leaveBridge('b', 'nobody');
    expect(graph.connectedWith(PHONE.id)).toEqual(new Set([PHONE.id, CALLER.id]));
    graph.leaveBridge('b', PHONE.id);
    expect(graph.phonesWith(CALLER.id)).toEqual([]);
  });

  test('given a Local channel between two bridges, then those at its ends hear each other', () => {
    const graph = createChannelGraph(10);
    graph.enterBridge('near', CALLER);
    graph.enterBridge('near', ONE);
    expect(graph.phonesWith(CALLER.id)).toEqual([]);
    graph.add(TWO);
    graph.enterBridge('far', TWO);
    graph.enterBridge('far', PHONE);
    expect(graph.phonesWith(CALLER.id)).toEqual([PHONE]);
    graph.remove(ONE.id);
    graph.remove(ONE.id);
    expect(graph.phonesWith(CALLER.id)).toEqual([]);
  });

  test('given a channel that enters another bridge, then it has left the one before', () => {
    const graph = createChannelGraph(10);
    graph.enterBridge('a', CALLER);
    graph.enterBridge('a', PHONE);
    graph.enterBridge('b', PHONE);
    expect(graph.phonesWith(CALLER.id)).toEqual([]);
  });

  test('given a bridge that is gone, then nobody is in it, and of an unknown one nothing is known', () => {
    const graph = createChannelGraph(10);
    graph.enterBridge('a', CALLER);
    graph.enterBridge('a', PHONE);
    graph.removeBridge('a');
    graph.removeBridge('never');
    expect(graph.phonesWith(CALLER.id)).toEqual([]);
    expect(graph.connectedWith('nobody').size).toBe(0);
  });

  test('given as many channels as are kept in mind, when one more comes, then it is nobody’s company', () => {
    const graph = createChannelGraph(1);
    graph.enterBridge('a', CALLER);
    graph.enterBridge('a', PHONE);
    expect(graph.size).toBe(1);
    expect(graph.phonesWith(CALLER.id)).toEqual([]);
  });
});

describe('what a channel’s name tells', () => {
  test.each([
    ['PJSIP/100-00000002', true, 'PJSIP/100'],
    ['SIP/my-trunk-0000beef', true, 'SIP/my-trunk'],
    ['DAHDI/i1/2125550142-3', true, 'DAHDI/i1/2125550142'],
    ['Local/100@from-queue-00000003;1', false, 'Local/100@from-queue'],
    ['Announcer/ARI-00000001;2', false, 'Announcer/ARI'],
    ['CBAnn/600-00000000;1', false, 'CBAnn/600'],
    ['AudioSocket/127.0.0.1:9092-00000001', false, 'AudioSocket/127.0.0.1:9092'],
    ['nonsense', false, 'nonsense'],
  ])('given %s, then whether it is a phone is %s and its device %s', (name, isOne, device) => {
    expect(isPhone({ name })).toBe(isOne);
    expect(deviceOf({ name })).toBe(device);
  });

  test('given the halves of a Local channel, then each names the other', () => {
    expect(otherHalf(ONE.name)).toBe(TWO.name);
    expect(otherHalf(TWO.name)).toBe(ONE.name);
    expect(otherHalf(PHONE.name)).toBeNull();
  });
});
