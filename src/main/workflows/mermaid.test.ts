// @vitest-environment happy-dom
import fc from 'fast-check';
import mermaid from 'mermaid';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { workflowExamples } from '#shared/domain/rules/workflow/examples.ts';
import { workflowEdges } from '#shared/domain/rules/workflow/graph.ts';
import { toMermaid, triggerLabel } from '#shared/domain/rules/workflow/mermaid.ts';
import type { Workflow } from '#shared/domain/workflow.ts';
import { arbitraryWorkflow } from './testing/arbitrary-workflow.ts';
import { chainOf } from './testing/chain.ts';

const vertices = z.map(z.string(), z.object({ text: z.string(), type: z.string() }));
const edges = z.array(z.object({ start: z.string(), end: z.string(), text: z.string() }));

/** The flowchart as Mermaid's own parser understands it. */
async function parsed(workflow: Workflow) {
  const text = toMermaid(workflow);
  // This also loads the kinds of diagrams that there are.
  await mermaid.parse(text);
  const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
  const flowchart = Object(db);
  return {
    nodes: vertices.parse(flowchart.getVertices()),
    edges: edges.parse(flowchart.getEdges()),
  };
}

/** Mermaid's own form of a numeric entity in a text that is parsed, and not yet drawn. */
function decoded(text: string): string {
  return text.replace(/ﬂ°°(\d+)¶ß/g, (_whole, code) => String.fromCodePoint(Number(code)));
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

async function expectFaithful(workflow: Workflow): Promise<void> {
  const { nodes, edges: drawn } = await parsed(workflow);
  const texts = [...nodes.values()].map(({ text }) => decoded(text));
  expect(texts).toEqual(
    [triggerLabel(workflow.trigger), ...workflow.steps.map(({ name }) => name)].map(oneLine),
  );
  const numbers = new Map(workflow.steps.map(({ id }, at) => [id, `step${at + 1}`]));
  const expected = workflowEdges(workflow).map(({ from, to, branch }) => ({
    start: numbers.get(from),
    end: numbers.get(to),
    text: branch === null ? '' : branch === 'whenTrue' ? 'true' : 'false',
  }));
  expect(drawn.filter(({ start }) => start !== 'trigger')).toEqual(expected);
  const entered = new Set(expected.map(({ end }) => end));
  expect(drawn.filter(({ start }) => start === 'trigger').map(({ end }) => end)).toEqual(
    [...numbers.values()].filter((node) => !entered.has(node)),
  );
}

test.each(workflowExamples)('$document.name is drawn with its names and edges', ({ document }) =>
  expectFaithful(document),
);

test('whatever steps are called, the parser of Mermaid reads the same names and edges', async () => {
  await fc.assert(fc.asyncProperty(arbitraryWorkflow, expectFaithful), { numRuns: 50 });
});

test('a workflow of 200 steps is drawn whole', async () => {
  await expectFaithful(chainOf(200));
});

test('a name that is harmless stands as it is', () => {
  const text = toMermaid({ ...chainOf(1), steps: [{ ...step, name: 'Urgent? (v1.2, re-run)' }] });
  expect(text).toContain('step1["Urgent? (v1.2, re-run)"]');
});

const step = {
  id: 'a',
  type: 'transform',
  dependsOn: [],
  expression: '1',
} as const satisfies Partial<Workflow['steps'][number]>;
