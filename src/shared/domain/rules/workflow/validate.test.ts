import { describe, expect, it, test } from 'vitest';
import type { Workflow } from '../../workflow.ts';
import { workflowExamples } from './examples.ts';
import { soundWorkflow, validateWorkflow } from './validate.ts';

const [digest, triage] = workflowExamples.map(({ document }) => document);
if (digest === undefined || triage === undefined) throw new Error('There are examples.');

function transform(id: string, dependsOn: string[] = []): Workflow['steps'][number] {
  return { id, name: id, type: 'transform', dependsOn, expression: '1' };
}

function withSteps(...steps: unknown[]) {
  return { ...digest, steps };
}

/** Where something is wrong, and what. */
function found(document: unknown, names: readonly string[] | null = null) {
  return validateWorkflow(document, names).problems.map(({ path, severity, sentence }) => [
    severity,
    path.join('.'),
    sentence,
  ]);
}

test.each(workflowExamples)('the example "$document.name" is sound', ({ document }) => {
  expect(validateWorkflow(document)).toEqual({ workflow: document, problems: [] });
});

test('a document may be wrong in more places than a call takes arguments', () => {
  const nowhere = Array.from({ length: 500 }, (_, index) => `n${index}`);
  const steps = Array.from({ length: 500 }, (_, index) => transform(`s${index}`, nowhere));
  const { workflow, problems } = validateWorkflow(withSteps(...steps));
  expect(workflow?.steps).toHaveLength(500);
  expect(problems[0]?.sentence).toContain('"n0" is not the id of a step');
  expect(problems).toHaveLength(200);
});

test('what may be left out is filled in', () => {
  const document = {
    schemaVersion: 1,
    name: 'Short',
    trigger: { type: 'schedule', cron: '0 7 * * *' },
    steps: [
      { id: 'ask', type: 'llm', name: 'Ask', prompt: 'Hello?' },
      { id: 'send', type: 'http', name: 'Send', method: 'POST', url: 'https://example.com' },
    ],
  };
  expect(soundWorkflow(validateWorkflow(document))).toEqual({
    ...document,
    description: '',
    trigger: { ...document.trigger, timeZone: null },
    steps: [
      { ...document.steps[0], dependsOn: [], configuration: null, systemPrompt: null },
      { ...document.steps[1], dependsOn: [], headers: [], body: null },
    ],
  });
});

describe('a document that has not the form of a workflow', () => {
  it.each([null, undefined, 'text', 7, [], [digest]])('is no workflow: %j', (document) => {
    const { workflow, problems } = validateWorkflow(document);
    expect(workflow).toBe(null);
    expect(problems.map(({ path }) => path)).toEqual([[]]);
  });

  it('is told of every place, counted as people count', () => {
    expect(
      found({
        ...digest,
        schemaVersion: 2,
        name: ' ',
        colour: 'red',
        trigger: { type: 'schedule' },
        steps: [{ ...transform('a'), expression: undefined, retries: 3 }, { type: 'wait' }, 'x'],
      }).map(([, , sentence]) => sentence),
    ).toEqual([
      '"colour" is not a field of a workflow.',
      '"schemaVersion" must be 1.',
      '"name" must be text.',
      'In the trigger, "cron" is missing: it must be text.',
      'In step 1, "retries" is not a field of a transform step.',
      'In step 1, "expression" is missing: it must be text.',
      'In step 2, "type" must be "llm", "http", "transform", "condition", or "approval".',
      'Step 3 must be an object.',
    ]);
  });

  it('may have as many steps as the schema allows, and no more, and at least one', () => {
    const many = (count: number) =>
      withSteps(...Array.from({ length: count }, (_, at) => transform(`s${at}`)));
    expect(found(many(500))).toEqual([]);
    expect(found(many(501))).toEqual([
      ['error', 'steps', '"steps" must have 1 to 500 entries, and has 501.'],
    ]);
    expect(found(many(0))).toEqual([
      ['error', 'steps', '"steps" must have 1 to 500 entries, and has 0.'],
    ]);
  });

  it('is told of no more places than anybody reads', () => {
    const strange = Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`x${at}`, at]));
    expect(found({ ...digest, ...strange })).toHaveLength(200);
  });

  it('is refused at once where it lies deeper than any workflow', () => {
    let deep: unknown = 'x';
    for (let depth = 0; depth < 100_000; depth += 1) deep = [deep];
    expect(found({ ...digest, description: deep })[0]?.[2]).toMatch(/^The document holds far more/);
  });
});

describe('steps that refer to each other', () => {
  it('have ids of their own', () => {
    expect(found(withSteps(transform('a'), transform('b'), transform('a')))).toEqual([
      ['error', 'steps.2.id', 'Steps 1 and 3 are both called "a". Give each an id of its own.'],
    ]);
  });

  it('depend on steps that there are, and not on themselves', () => {
    expect(found(withSteps(transform('a', ['a', 'nowhere'])))).toEqual([
      ['error', 'steps.0.dependsOn.0', 'In step 1, "dependsOn[0]": "a" is the step itself.'],
      [
        'error',
        'steps.0.dependsOn.1',
        'In step 1, "dependsOn[1]": "nowhere" is not the id of a step.',
      ],
    ]);
  });

  it('do not wait for each other, and the circle is named', () => {
    const steps = [
      transform('start'),
      transform('a', ['start', 'c']),
      transform('b', ['a']),
      transform('c', ['b']),
    ];
    expect(found(withSteps(...steps))).toEqual([
      [
        'error',
        'steps.1',
        'These steps wait for each other: "a" → "b" → "c" → "a". Take one of these dependencies out.',
      ],
    ]);
    // It can be drawn all the same.
    expect(validateWorkflow(withSteps(...steps)).workflow?.steps).toHaveLength(4);
  });

  it('do not wait for each other by way of a condition either', () => {
    const condition = {
      id: 'if',
      name: 'If',
      type: 'condition',
      dependsOn: ['a'],
      expression: 'true',
      whenTrue: ['a'],
    };
    expect(found(withSteps(transform('a'), condition))[0]?.[2]).toBe(
      'These steps wait for each other: "a" → "if" → "a". Take one of these dependencies out.',
    );
  });

  it('may join and part without being taken for a circle', () => {
    const steps = [
      transform('a'),
      transform('b', ['a']),
      transform('c', ['a']),
      transform('d', ['b', 'c']),
    ];
    expect(found(withSteps(...steps))).toEqual([]);
  });
});

describe('a condition', () => {
  const condition = (whenTrue: unknown, whenFalse: unknown) =>
    withSteps(transform('a'), transform('b'), {
      id: 'if',
      name: 'If',
      type: 'condition',
      expression: 'true',
      whenTrue,
      whenFalse,
    });

  it('leads to steps that there are', () => {
    expect(found(condition(['a', 'x'], ['if']))).toEqual([
      ['error', 'steps.2.whenTrue.1', 'In step 3, "whenTrue[1]": "x" is not the id of a step.'],
      ['error', 'steps.2.whenFalse.0', 'In step 3, "whenFalse[0]": "if" is the step itself.'],
    ]);
  });

  it('leads somewhere, and not to the same step either way', () => {
    expect(found(condition([], []))[0]?.[2]).toMatch(/^Step 3 decides nothing/);
    expect(found(condition(['a', 'b'], ['b']))[0]?.[2]).toMatch(/^Step 3 leads to "b" whether/);
    expect(found(condition([], ['b']))).toEqual([]);
  });
});

describe('fields of their own rules', () => {
  const http = (url: string) =>
    found(withSteps({ id: 'a', name: 'A', type: 'http', method: 'GET', url }));

  it.each(['https://example.com/x?y=1', 'HTTP://x', '{{trigger.url}}', 'https://{{host}}/a@b'])(
    'take the URL %s',
    (url) => expect(http(url)).toEqual([]),
  );

  it.each(['ftp://example.com', 'example.com', 'file:///etc/passwd', 'https://', 'javascript:1'])(
    'refuse the URL %s',
    (url) => expect(http(url)[0]?.[2]).toMatch(/^In step 1, the URL must begin with http/),
  );

  it('refuse a URL with a password, without repeating it', () => {
    const [problem] = http('https://ada:tulip@example.com/');
    expect(problem?.[2]).toMatch(/^In step 1, the URL holds a user name or password/);
    expect(problem?.[2]).not.toContain('tulip');
  });

  it('refuse a time zone that there is not, and a schedule that is none', () => {
    const trigger = { type: 'schedule', cron: '0 25 * * *', timeZone: 'Europe/Atlantis' };
    expect(found({ ...digest, trigger }).map(([, path]) => path)).toEqual([
      'trigger.cron',
      'trigger.timeZone',
    ]);
  });

  it('refuse a name with a line break', () => {
    expect(found({ ...digest, name: 'a\nb' })[0]?.[2]).toMatch(/no line breaks/);
  });
});

describe('configurations', () => {
  const llm = (configuration: string | null) =>
    withSteps({ id: 'a', name: 'A', type: 'llm', prompt: 'Hello?', configuration });

  it('are found by name as names are compared, and another is a warning only', () => {
    expect(found(llm(' KEYSTONE '), ['Keystone'])).toEqual([]);
    expect(found(llm(null), [])).toEqual([]);
    expect(found(llm('Other'), null)).toEqual([]);
    expect(found(llm('Other'), ['Keystone'])).toEqual([
      ['warning', 'steps.0.configuration', expect.stringContaining('"Other", which is not here')],
    ]);
    expect(soundWorkflow(validateWorkflow(llm('Other'), ['Keystone']))).not.toBe(null);
  });
});

describe('a key', () => {
  const canary = `sk-proj-${'q8Zr2Lx9Vn4Tb7Wk1Ym6'.repeat(2)}`;

  it.each([
    ['the name', { ...digest, name: canary }],
    ['the description', { ...digest, description: `with ${canary}` }],
    ['a prompt', withSteps({ ...digest.steps[1], prompt: `Use ${canary}` })],
    ['an id', withSteps(transform(canary))],
    ['a dependency', withSteps(transform('a', [canary]))],
    ['a field’s name', { ...digest, [canary]: 1 }],
    ['a field that does not belong', { ...digest, env: { deep: [canary] } }],
    ['what is no workflow', [canary]],
    ['a URL', withSteps({ ...digest.steps[0], url: `https://example.com/?key=${canary}` })],
    ['a trigger', { ...digest, trigger: { type: 'event', event: canary } }],
  ])('in %s is refused, and no sentence repeats it', (_where, document) => {
    const result = validateWorkflow(document);
    expect(soundWorkflow(result)).toBe(null);
    expect(result.problems[0]?.sentence).toMatch(/looks like a key/);
    for (const { sentence } of result.problems) expect(sentence).not.toContain(canary.slice(8));
  });

  const header = (name: string, value: string) =>
    found(withSteps({ ...digest.steps[0], headers: [{ name, value }] }));

  it.each([
    ['Authorization', 'hunter2'],
    ['x-api-key', 'short'],
    ['X-Note', 'Bearer short'],
    ['Authorization', 'Bearer {{secrets.A}}x'],
  ])('in the header %s: %s is refused', (name, value) => {
    expect(header(name, value)).toEqual([
      [
        'error',
        'steps.0.headers.0.value',
        expect.stringMatching(/^In step 1, "headers\[0\].value" carries credentials/),
      ],
    ]);
  });

  it.each([
    ['Authorization', 'Bearer {{secrets.CHAT}}'],
    ['x-api-key', '{{ secrets.KEY }}'],
    ['Accept', 'application/json'],
  ])('is left to whoever carries it out in the header %s: %s', (name, value) => {
    expect(header(name, value)).toEqual([]);
  });
});
