import { describe, expect, it } from 'vitest';
import { nodeVersionProblem } from '../../../src/cli/node-version.ts';

describe('given the version of Node', () => {
  it.each(['22.12.0', '22.20.1', '24.0.0', '26.1.0'])('when it is %s, then nothing is wrong', (version) => {
    expect(nodeVersionProblem(version)).toBeNull();
  });

  it.each(['20.20.2', '22.11.9', '18.0.0'])('when it is %s, then it says which is needed', (version) => {
    expect(nodeVersionProblem(version)).toContain(`needs Node 22.12 or newer; this is ${version}`);
  });
});
