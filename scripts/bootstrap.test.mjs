import { describe, expect, it } from 'vitest';
import { requireNode } from './bootstrap.mjs';

describe('the Node it is started with', () => {
  it.each(['20.0.0', '24.21.0', '100.1.2'])('may be %s', (version) => {
    expect(() => requireNode(version)).not.toThrow();
  });

  it.each(['18.20.4', '9.0.0'])(
    'may not be %s, and the person is told where to get another',
    (version) => {
      expect(() => requireNode(version)).toThrow(
        `Keywell needs Node 20 or newer, and this is Node ${version}. Install a current one from https://nodejs.org, then try again.`,
      );
    },
  );
});
