import { act, screen } from '@testing-library/react';
import { useRef } from 'react';
import { expect, it } from 'vitest';
import { draw } from '../../testing/render.tsx';
import { focusPrompt, usePromptFocus } from './focus-prompt.ts';

function Page() {
  const ref = useRef<HTMLTextAreaElement>(null);
  usePromptFocus(ref);
  return <textarea ref={ref} aria-label="Prompt" />;
}

it('the prompt has the focus when it is asked for, whether its page is there already or not', () => {
  focusPrompt();
  const { unmount } = draw(<Page />);
  expect(document.activeElement).toBe(screen.getByRole('textbox'));
  screen.getByRole('textbox').blur();
  act(focusPrompt);
  expect(document.activeElement).toBe(screen.getByRole('textbox'));
  unmount();

  // Once given, it is not taken again from whatever has it.
  draw(<Page />);
  expect(document.activeElement).toBe(document.body);
});
