import { expect, it } from 'vitest';
import { keychainStateSchema } from '#shared/domain/vault.ts';
import { keychainError, stateOfError, vaultWords } from './sentences.ts';

const platforms = ['linux', 'darwin', 'win32'] as const;
const states = keychainStateSchema.options;

it('has a complete sentence of its own for every state, and a next step for all but one', () => {
  for (const platform of platforms) {
    const words = states.map((state) => vaultWords(state, 'keychain', platform));
    expect(new Set(words.map(({ message }) => message)).size).toBe(states.length);
    for (const { message, nextStep } of words) {
      expect(`${message} ${nextStep ?? 'No more.'}`).toMatch(/^[A-Z][^!]*\.$/);
    }
    expect(words.filter(({ nextStep }) => nextStep === null)).toHaveLength(1);
  }
});

it('says in session mode that keys are gone when Keywell closes, whatever the keychain does', () => {
  for (const state of states) {
    expect(vaultWords(state, 'session').message).toMatch(/gone when Keywell closes/);
    expect(vaultWords(state, 'session').nextStep).not.toBeNull();
  }
});

it('makes errors from which the state can be told', () => {
  for (const state of states) {
    if (state === 'available') continue;
    const error = keychainError(state, 'linux');
    expect(error.code).toMatch(/^keychain-/);
    expect(stateOfError(error)).toBe(state);
  }
  expect(stateOfError(new Error('other'))).toBeNull();
});
