import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { workflowExamples } from '#shared/domain/rules/workflow/examples.ts';
import type { Workflow } from '#shared/domain/workflow.ts';
import type { ProviderServer } from '../../../e2e/providers/provider-server.ts';
import type { StreamedAnswer } from '../../../e2e/providers/scenario.ts';
import { wires } from '../providers/testing/wires.ts';
import { answerSchema } from './json-schema.ts';
import { draftingRoom } from './testing/drafting-room.ts';

const triage = exampleCalled('Support triage');

function exampleCalled(name: string): Workflow {
  const found = workflowExamples.find(({ document }) => document.name === name);
  if (found === undefined) throw new Error(`There is no example "${name}".`);
  return found.document;
}

/** An answer that comes in pieces of a few characters. */
function answering(text: string, more: Omit<StreamedAnswer, 'steps'> = {}): StreamedAnswer {
  const steps = (text.match(/[\s\S]{1,7}/g) ?? []).map((piece) => ({ text: piece }));
  return { steps, ...more };
}

describe.each(wires)('$name', (wire) => {
  let server: ProviderServer;
  beforeEach(async () => {
    server = await wire.start();
  });
  afterEach(() => server.close());

  test('drafts a workflow, held to the schema in the provider’s own way', async () => {
    const room = draftingRoom({
      provider: wire.provider,
      openaiApi: wire.openaiApi,
      model: wire.model,
      baseUrl: `${server.origin}${wire.basePath}`,
    });
    server.answerNext(answering(JSON.stringify(triage), { usage: { input: 900, output: 300 } }));
    const { configuration } = await room.draft('Sort the support requests by urgency.');
    expect(await room.ended()).toMatchObject({
      type: 'drafted',
      document: triage,
      problems: [],
      repaired: false,
      configuration,
      runs: [
        { reason: 'stop', usage: { inputTokens: 900, outputTokens: 300, source: 'provider' } },
      ],
    });
    const sent = await server.takeGeneration();
    expect(sent.json).toMatchObject(wire.keepingTo(answerSchema()));
    expect(sent.body).toContain('Sort the support requests by urgency.');
    expect(sent.apiKey).toBe(room.key);
  });
});
