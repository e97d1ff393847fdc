import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exampleConfiguration } from '../../testing/examples.ts';
import {
  asDraftProblems,
  type ConfigurationDraft,
  draftOf,
  draftProblems,
  fieldsOf,
  headerDraft,
} from './configuration-draft.ts';

const { id, revision, createdAt, updatedAt, key, simulated, ...fields } = exampleConfiguration();

function draft(given: Partial<ConfigurationDraft> = {}): ConfigurationDraft {
  return { ...draftOf(fields), ...given };
}

describe('the form and the record', () => {
  it('keep every field on the way through the form and back', () => {
    const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
    const count = fc.integer({ min: 1, max: 1_000_000 });
    const timeout = fc.integer({ min: 100, max: 86_400_000 });
    const anyFields = fc.record({
      name: fc.stringMatching(/^[a-z]{1,20}$/),
      model: fc.stringMatching(/^[a-z]{1,20}$/),
      baseUrl: optional(fc.webUrl()),
      authentication: fc.constantFrom('key' as const, 'none' as const),
      allowUnencrypted: fc.boolean(),
      temperature: optional(fc.integer({ min: 0, max: 200 }).map((n) => n / 100)),
      topP: optional(fc.integer({ min: 0, max: 100 }).map((n) => n / 100)),
      maxOutputTokens: optional(count),
      contextLength: optional(count),
      systemPrompt: optional(fc.stringMatching(/^[a-z][a-z\n ]{0,40}$/)),
      keepAlive: optional(fc.constantFrom('5m', '-1', '0')),
      headers: fc.dictionary(
        fc.stringMatching(/^x-[a-z]{1,8}$/),
        fc.stringMatching(/^[a-z]{1,9}$/),
      ),
      connectTimeoutMs: optional(timeout),
      firstTokenTimeoutMs: optional(timeout),
      idleTimeoutMs: optional(timeout),
      tags: fc.array(fc.stringMatching(/^[a-z]{1,9}$/)),
      notes: fc.string(),
    });
    fc.assert(
      fc.property(anyFields, (given) => {
        // Ollama, since it alone has every field but OpenAI's own.
        const record = {
          ...given,
          provider: 'ollama' as const,
          openaiApi: 'responses' as const,
          headers: { ...given.headers },
        };
        expect(fieldsOf(draftOf(record))).toEqual(record);
      }),
    );
  });

  it('drop what only Ollama takes once the provider is another', () => {
    const typed = draft({ provider: 'custom', contextLength: '8192', keepAlive: '5m' });
    expect(fieldsOf(typed)).toMatchObject({ contextLength: null, keepAlive: null });
  });

  it('keep the choice of API for OpenAI alone', () => {
    const typed = draft({ provider: 'openai', openaiApi: 'chat-completions' });
    expect(fieldsOf(typed).openaiApi).toBe('chat-completions');
    expect(draftOf(fieldsOf(typed)).openaiApi).toBe('chat-completions');
    expect(fieldsOf({ ...typed, provider: 'custom' }).openaiApi).toBe('responses');
  });

  it('never let a hosted provider go without a key', () => {
    expect(fieldsOf(draft({ provider: 'openai', needsKey: false })).authentication).toBe('key');
    expect(fieldsOf(draft({ provider: 'custom', needsKey: false })).authentication).toBe('none');
  });

  it('take times in seconds and keep them in milliseconds', () => {
    const saved = fieldsOf(draft({ connectTimeout: '2.5' }));
    expect(saved.connectTimeoutMs).toBe(2_500);
    expect(draftOf(saved).connectTimeout).toBe('2.5');
  });

  it('leave out header rows in which nothing was typed', () => {
    const typed = draft({ headers: [headerDraft(), headerDraft('x-title', 'Keywell')] });
    expect(fieldsOf(typed).headers).toEqual({ 'x-title': 'Keywell' });
  });
});

describe('problems', () => {
  it('are none for a record that the registry takes', () => {
    expect(draftProblems(draft(), null)).toEqual({});
  });

  it('stand under the field that was typed in, whatever the record calls it', () => {
    expect(draftProblems(draft({ temperature: 'warm', idleTimeout: '0' }), null)).toEqual({
      temperature: expect.stringContaining('number from 0 to 2'),
      idleTimeout: 'A timeout is a number of seconds from 0.1 to 86,400.',
    });
    expect(asDraftProblems({ idleTimeoutMs: 'No.', name: 'Taken.' })).toEqual({
      idleTimeout: 'No.',
      name: 'Taken.',
    });
  });

  it('name a header that is given twice, since a record could keep only one', () => {
    const headers = [headerDraft('X-Title', 'a'), headerDraft('x-title', 'b')];
    expect(draftProblems(draft({ headers }), null).headers).toContain('"x-title" is given twice');
  });

  it('ask for the name of a header that has only a value', () => {
    expect(draftProblems(draft({ headers: [headerDraft('', 'b')] }), null).headers).toBe(
      'Enter the name of each header.',
    );
  });
});
