// First: stores listen to main from the moment they are imported.
import '../../testing/fake-bridge.ts';

import { act, fireEvent, screen } from '@testing-library/react';
import { useState } from 'react';
import { expect, test } from 'vitest';
import { AppError } from '#shared/errors.ts';
import { mainAnswers } from '../../testing/fake-bridge.ts';
import { draw } from '../../testing/render.tsx';
import { ModelField } from './model-field.tsx';

function Field() {
  const [model, setModel] = useState('');
  return (
    <ModelField
      configurationId={null}
      provider="mistral"
      baseUrl=""
      allowUnencrypted={false}
      input={{ value: model, onChange: setModel }}
    />
  );
}

async function listModels() {
  draw(<Field />);
  fireEvent.click(screen.getByRole('button', { name: 'List models' }));
  await act(async () => {});
}

const models = [
  {
    id: 'well-large-2411',
    label: 'Deep Well',
    contextLength: 131_072,
    capabilities: ['vision', 'tools'] as ('vision' | 'tools')[],
  },
  { id: 'well-small', label: 'well-small', contextLength: null, capabilities: [] },
];
const options = () => screen.getAllByRole('option').map((one) => one.textContent);
const type = (value: string) =>
  fireEvent.change(screen.getByRole('combobox', { name: 'Model' }), { target: { value } });

test('the list says of each model what its provider tells, and is searched by label too', async () => {
  mainAnswers({ 'models.list': () => ({ models }) });
  await listModels();
  expect(options()).toEqual(['well-large-2411Deep Well128K contextVisionTools', 'well-small']);
  type('deep');
  expect(options()).toHaveLength(1);
  fireEvent.click(screen.getByRole('option', { name: /well-large-2411/ }));
  expect(screen.getByRole<HTMLInputElement>('combobox', { name: 'Model' }).value).toBe(
    'well-large-2411',
  );
});

test('a list that cannot be had says why, and any name can be typed', async () => {
  mainAnswers({
    'models.list': () => {
      throw new AppError('unreachable', 'The host cannot be reached.');
    },
  });
  await listModels();
  expect(screen.getByText(/The host cannot be reached. You can type/)).toBeTruthy();
  type('of-tomorrow');
  expect(screen.getByRole<HTMLInputElement>('combobox', { name: 'Model' }).value).toBe(
    'of-tomorrow',
  );
});
