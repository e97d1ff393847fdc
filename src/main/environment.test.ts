import { expect, it } from 'vitest';
import { takeEncryptionKey } from './environment.ts';

it('takes the encryption key out of the environment, and leaves the rest', () => {
  const environment: NodeJS.ProcessEnv = {
    KEYWELL_ENCRYPTION_KEY: 'canary-key',
    HOME: '/home/ada',
  };
  expect(takeEncryptionKey(environment)).toBe('canary-key');
  expect(environment).toEqual({ HOME: '/home/ada' });
  expect(takeEncryptionKey(environment)).toBeUndefined();
});
