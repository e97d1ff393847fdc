import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Message } from '#shared/domain/run.ts';
import { endedRun, exampleConfiguration, failedRun, origin } from '../usage/testing/ended-runs.ts';
import { openRecords } from '../usage/testing/records.ts';

const ada = 'member-1';
const page = { text: '', beforeSeq: null, limit: 50 };

function open() {
  const parts = openRecords();
  const { history, records } = parts;
  return {
    ...parts,
    /** Keeps a run, and gives its id. */
    keep(facts: Parameters<typeof endedRun>[0] = {}, from: Parameters<typeof origin>[0] = {}) {
      const run = endedRun(facts);
      records.record(run, origin(from));
      return run.end.runId;
    },
    titles: (text = '', memberId = ada) =>
      history.list(memberId, { ...page, text }).conversations.map(({ title }) => title),
    only(memberId = ada) {
      const [summary] = history.list(memberId, page).conversations;
      if (summary === undefined) throw new Error('There is no conversation.');
      return history.open(memberId, summary.id);
    },
  };
}

function turns(...contents: string[]): Message[] {
  return contents.map((content, at) => ({ role: at % 2 === 0 ? 'user' : 'assistant', content }));
}

describe('a run that is kept', () => {
  test('comes back as it was', () => {
    const { keep, only } = open();
    const runId = keep(
      {
        prompt: 'How deep?\n',
        systemPrompt: 'Be brief.',
        answer: 'Twelve **feet**. 😀 \u0000 end',
        reasoning: 'Look down.',
      },
      { parameters: { temperature: 0.2, maxOutputTokens: null } },
    );
    expect(only()).toEqual({
      id: 1,
      earlier: [],
      runs: [
        {
          runId,
          follows: null,
          configuration: exampleConfiguration,
          parameters: { temperature: 0.2, maxOutputTokens: null },
          prompt: 'How deep?\n',
          systemPrompt: 'Be brief.',
          answer: 'Twelve **feet**. 😀 \u0000 end',
          reasoning: 'Look down.',
          end: {
            type: 'done',
            reason: 'stop',
            usage: endedRun().end.usage,
            timing: endedRun().end.timing,
            cost: { kind: 'unknown' },
          },
        },
      ],
    });
  });

  test('that failed has its sentence', () => {
    const { records, only } = open();
    records.record(failedRun(), origin());
    expect(only().runs).toMatchObject([
      { answer: '', end: { type: 'failed', error: { code: 'overloaded', message: /Try again/ } } },
    ]);
  });

  test('is listed with the beginning of its prompt, in one line', () => {
    const { keep, history } = open();
    keep({ prompt: `  Why\n\n is it ${'so '.repeat(500)}deep?` });
    const [summary] = history.list(ada, page).conversations;
    expect(summary).toMatchObject({
      runs: 1,
      configuration: exampleConfiguration,
      outcome: 'stop',
      startedAt: '2026-11-23T09:00:00.000Z',
    });
    expect(summary?.title).toMatch(/^Why is it so so/);
    expect(summary?.title.length).toBeLessThanOrEqual(200);
  });
});

describe('a conversation', () => {
  test('holds the runs that follow one another, listed once by the last', () => {
    const { keep, titles, only } = open();
    const first = keep({ prompt: 'one' });
    keep({ prompt: 'another' });
    const second = keep({ messages: turns('one', '1', 'two') }, { follows: first });
    const third = keep({ messages: turns('one', '1', 'two', '2', 'three') }, { follows: second });
    expect(titles()).toEqual(['one', 'another']);
    expect(only()).toMatchObject({
      earlier: [],
      runs: [
        { runId: first, follows: null, prompt: 'one' },
        { runId: second, follows: first, prompt: 'two' },
        { runId: third, follows: second, prompt: 'three' },
      ],
    });
  });

  test('gets a branch where a prompt was edited or run again', () => {
    const { keep, only } = open();
    const first = keep({ prompt: 'one' });
    keep({ messages: turns('one', '1', 'two') }, { follows: first });
    const edited = keep({ messages: turns('one', '1', 'two!') }, { follows: first });
    expect(only().runs.map(({ follows }) => follows)).toEqual([null, first, first]);
    expect(only().runs.at(-1)?.runId).toBe(edited);
  });

  test('whose beginning is not kept has it all the same', () => {
    const { keep, only } = open();
    keep({ messages: turns('one', '1', 'two') }, { follows: randomUUID() });
    expect(only()).toMatchObject({
      earlier: turns('one', '1'),
      runs: [{ follows: null, prompt: 'two' }],
    });
  });

  test('does not take in a run that follows one of somebody else', () => {
    const { keep, only } = open();
    const hers = keep({ prompt: 'hers' });
    keep({ messages: turns('hers', '1', 'mine') }, { follows: hers, memberId: 'member-2' });
    expect(only().runs).toHaveLength(1);
    expect(only('member-2')).toMatchObject({ earlier: turns('hers', '1'), runs: [{}] });
  });
});

test('nobody sees what somebody else ran, and nobody deletes it', () => {
  const { keep, titles, only, history } = open();
  keep({ prompt: 'hers' });
  keep({ prompt: 'his' }, { memberId: 'member-2' });
  const { id } = only();
  expect(titles('', 'member-2')).toEqual(['his']);
  expect(titles('hers', 'member-2')).toEqual([]);
  expect(() => history.open('member-2', id)).toThrow(
    expect.objectContaining({ code: 'not-found', message: expect.stringContaining('history') }),
  );
  history.delete('member-2', id);
  history.deleteAll('member-2');
  expect(titles()).toEqual(['hers']);
  expect(titles('', 'member-2')).toEqual([]);
});

test('pages go from the newest to the oldest without gap or repeat', () => {
  const { keep, history } = open();
  for (let index = 0; index < 25; index += 1) keep({ prompt: `prompt ${index}` });
  const seen: string[] = [];
  let beforeSeq: number | null = null;
  for (let more = true; more; ) {
    const found = history.list(ada, { text: 'prompt', beforeSeq, limit: 10 });
    seen.push(...found.conversations.map(({ title }) => title));
    beforeSeq = found.conversations.at(-1)?.seq ?? null;
    more = found.more;
  }
  expect(seen).toEqual(Array.from({ length: 25 }, (_, index) => `prompt ${24 - index}`));
});

describe('search', () => {
  const prompts = {
    'useState in a component': 'const [depth, setDepth] = useState(12)',
    'Où est le café ?': 'Près du puits, à Besançon.',
    'Wie tief ist der Brunnen?': 'Zwölf Fuß tief, in der Straße.',
    井戸の深さは: '約四メートルです。',
    '한국어 텍스트': '우물은 깊다',
    'σίσυφος και βράχος': 'ο ΣΙΣΥΦΟΣ',
    'quotes " and * ( OR NOT': 'a "quoted" thing',
    'percent 100% and under_score': 'a\\b',
    'abcd and bcde': 'every three letters of a word, but not the word',
  };

  test.each<[string, string[]]>([
    ['usestate', ['useState in a component']],
    ['setDep', ['useState in a component']],
    ['component SETDEPTH', ['useState in a component']],
    ['component café', []],
    ['cafe besancon', ['Où est le café ?']],
    ['CAFÉ', ['Où est le café ?']],
    ['zwolf straße', ['Wie tief ist der Brunnen?']],
    ['深さ', ['井戸の深さは']],
    ['四メートル', ['井戸の深さは']],
    ['한국어', ['한국어 텍스트']],
    ['σίσυφος', ['σίσυφος και βράχος']],
    ['"quoted"', ['quotes " and * ( OR NOT']],
    ['* ( OR', ['quotes " and * ( OR NOT']],
    ['100%', ['percent 100% and under_score']],
    ['under_score', ['percent 100% and under_score']],
    ['%', ['percent 100% and under_score']],
    ['12', ['useState in a component']],
    ['abcde', []],
    ['  ', Object.keys(prompts).reverse()],
  ])('for "%s"', (text, expected) => {
    const { keep, titles } = open();
    for (const [prompt, answer] of Object.entries(prompts)) keep({ prompt, answer });
    expect(titles(text)).toEqual(expected);
  });

  test('finds a conversation by any of its turns, by the system prompt, and lists it once', () => {
    const { keep, titles } = open();
    const first = keep({ prompt: 'one', answer: 'granite' });
    keep(
      { messages: turns('one', '1', 'two'), answer: 'granite too', systemPrompt: 'A geologist.' },
      { follows: first },
    );
    keep({ prompt: 'newer', answer: 'granite' });
    expect(titles('granite')).toEqual(['newer', 'one']);
    expect(titles('geologist')).toEqual(['one']);
  });

  test('wants all words in one run', () => {
    const { keep, titles } = open();
    const first = keep({ prompt: 'one', answer: 'granite' });
    keep({ messages: turns('one', '1', 'two'), answer: 'basalt' }, { follows: first });
    expect(titles('granite basalt')).toEqual([]);
    expect(titles('one granite')).toEqual(['one']);
  });
});

describe('what is deleted', () => {
  function bytesIn(folder: string): string {
    return readdirSync(folder)
      .map((name) => readFileSync(path.join(folder, name), 'latin1'))
      .join('');
  }

  test('is gone from the list, the search and every file, and stays in the ledger', () => {
    const { keep, only, history, titles, folder, ledger } = open();
    keep({ prompt: 'qzjvxk prompt', answer: 'wqfzpx answer', reasoning: 'kvjqzw thought' });
    expect(bytesIn(folder)).toContain('wqfzpx');
    const { id } = only();
    history.delete(ada, id);
    history.delete(ada, id);
    keep({ prompt: 'something else' });
    expect(titles()).toEqual(['something else']);
    expect(titles('qzjvxk')).toEqual([]);
    for (const text of ['qzjvxk', 'wqfzpx', 'kvjqzw', 'qzj', 'wqf']) {
      expect(bytesIn(folder)).not.toContain(text);
    }
    expect(ledger.all({ range: { from: null, to: null }, memberId: null })).toHaveLength(2);
  });

  test('is not merely marked as deleted in the index', () => {
    const { keep, history, database } = open();
    const indexBytes = () =>
      Number(
        database.use((db) =>
          db.prepare('SELECT sum(length(block)) AS bytes FROM history_index_data').get(),
        )?.bytes,
      );
    const empty = indexBytes();
    keep({ prompt: 'qzjvxk prompt', answer: 'wqfzpx answer' });
    expect(indexBytes()).toBeGreaterThan(empty + 100);
    history.deleteAll(ada);
    expect(indexBytes()).toBeLessThan(empty + 20);
  });

  test('is a conversation with all its branches, or all there is', () => {
    const { keep, only, history, titles } = open();
    const first = keep({ prompt: 'one' });
    keep({ messages: turns('one', '1', 'two') }, { follows: first });
    keep({ messages: turns('one', '1', 'two!') }, { follows: first });
    const { id } = only();
    keep({ prompt: 'another' });
    keep({ prompt: 'a third' });
    history.delete(ada, id);
    expect(titles()).toEqual(['a third', 'another']);
    history.deleteAll(ada);
    expect(titles()).toEqual([]);
  });

  test('can be followed by a run that begins anew, with what came before', () => {
    const { keep, only, history } = open();
    const first = keep({ prompt: 'one' });
    history.delete(ada, only().id);
    keep({ messages: turns('one', '1', 'two') }, { follows: first });
    expect(only()).toMatchObject({ earlier: turns('one', '1'), runs: [{ follows: null }] });
  });
});
