import { MantineProvider } from '@mantine/core';
import { cleanup, render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach } from 'vitest';

afterEach(cleanup);

// Growing text fields listen for fonts, of which the simulated DOM knows nothing.
Object.defineProperty(document, 'fonts', { value: new EventTarget() });

/** Draws a part of the app as it is drawn in the window, without motion. */
export function draw(part: ReactNode) {
  return render(<MantineProvider env="test">{part}</MantineProvider>);
}
