import { json } from '@codemirror/lang-json';
import { EditorState } from '@codemirror/state';
import { expect, test } from 'vitest';
import type { WorkflowPath } from '#shared/domain/rules/workflow/problem.ts';
import { checkedText, textOf } from '../../../stores/workflow-document.ts';
import { exampleStep, exampleWorkflow } from '../../../testing/workflow-examples.ts';
import { diagnosticsOf } from './diagnostics.ts';
import { documentPlace } from './document-place.ts';

function stateOf(text: string) {
  return EditorState.create({ doc: text, extensions: [json()] });
}

function marked(text: string, path: WorkflowPath): string {
  const { from, to } = documentPlace(stateOf(text), path);
  return text.slice(from, to);
}

const text = textOf(exampleWorkflow({ steps: [exampleStep('a'), exampleStep('b', ['a', 'x'])] }));

test('a path leads to a value, to the name of a list or an object, and as far as there is something', () => {
  expect(marked(text, ['name'])).toBe('"Digest"');
  expect(marked(text, ['steps', 1, 'dependsOn', 1])).toBe('"x"');
  expect(marked(text, ['steps', 1, 'dependsOn'])).toBe('"dependsOn"');
  expect(marked(text, ['steps', 1])).toBe('{');
  expect(marked(text, ['steps', 1, 'missing'])).toBe('{');
  expect(marked(text, [])).toBe('{');
  expect(marked('{"a b": [true, 12]}', ['a b', 1])).toBe('12');
  expect(marked('', ['name'])).toBe('');
});

test('each problem is marked at its place, and a break where it is', () => {
  const state = stateOf(text);
  const [problem] = diagnosticsOf(state, checkedText(text, []));
  expect(problem?.message).toContain('"x" is not the id of a step');
  expect(text.slice(problem?.from, problem?.to)).toBe('"x"');

  const broken = text.replace('"name": "Digest",', '"name": "Digest"');
  const [rupture] = diagnosticsOf(stateOf(broken), checkedText(broken, []));
  expect(rupture?.message).toMatch(/not JSON from line 4, column 3 on/);
  expect(broken.slice(rupture?.from, (rupture?.to ?? 0) + 12)).toBe('"description"');
});
