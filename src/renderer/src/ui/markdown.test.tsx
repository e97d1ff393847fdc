import { MantineProvider } from '@mantine/core';
import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, describe, expect, test } from 'vitest';
import { Markdown } from './markdown.tsx';
import { sample } from './markdown-sample.ts';

afterEach(cleanup);

function Plain({ children }: { readonly children: ReactNode }) {
  return (
    <MantineProvider env="test" withGlobalClasses={false} withCssVariables={false}>
      {children}
    </MantineProvider>
  );
}

function shown(text: string) {
  return render(<Markdown text={text} />, { wrapper: Plain }).container;
}

/** What a reader sees, and the elements it stands in, without what differs from render to render. */
function structure(container: HTMLElement): string {
  return container.innerHTML.replace(/mantine-[\w-]+/g, '');
}

describe('streaming', () => {
  test('shows the same as rendering the text at once', () => {
    const streamed = render(<Markdown text="" />, { wrapper: Plain });
    for (let length = 0; length <= sample.length; length += 23) {
      const text = sample.slice(0, length);
      streamed.rerender(<Markdown text={text} />);
      const whole = render(<Markdown text={text} />, { wrapper: Plain });
      expect(structure(streamed.container)).toBe(structure(whole.container));
      whole.unmount();
    }
  });

  test('leaves finished blocks alone while more arrives', () => {
    const view = render(<Markdown text={'First.\n\nSecond.\n\nThird'} />, { wrapper: Plain });
    const first = view.getByText('First.');
    view.rerender(<Markdown text={'First.\n\nSecond.\n\nThird\n\n- four\n- five\n\nSix'} />);
    expect(view.getByText('First.')).toBe(first);
  });

  test('starts over when the text is another one', () => {
    const view = render(<Markdown text={'One.\n\nTwo.\n\nThree.\nMore.\n'} />, { wrapper: Plain });
    view.rerender(<Markdown text="Other." />);
    expect(view.container.textContent).toBe('Other.');
  });
});

describe('what is shown', () => {
  test('raw HTML is text, never markup', () => {
    const container = shown('<img src=x onerror=alert(1)>\n\nHi <script>alert(2)</script>');
    expect(container.querySelector('img, script')).toBeNull();
    expect(container.textContent).toContain('<img src=x onerror=alert(1)>');
    expect(container.textContent).toContain('<script>alert(2)</script>');
  });

  test('an image is a link with its alternative text and is not loaded', () => {
    const container = shown('![A cat](https://example.org/cat.png)');
    expect(container.querySelector('img')).toBeNull();
    const link = screen.getByRole('link', { name: 'A cat' });
    expect(link.getAttribute('href')).toBe('https://example.org/cat.png');
  });

  test('links open outside, and only http, https and mailto are links', () => {
    shown(
      '[web](https://a.example/?a=1&amp;b=2) [mail](mailto:a@b.example) [bad](javascript:alert(1)) [data](data:text/html,x) [rel](/etc)',
    );
    const links = screen.getAllByRole('link');
    expect(links.map((one) => one.textContent)).toEqual(['web', 'mail']);
    expect(links[0]?.getAttribute('href')).toBe('https://a.example/?a=1&b=2');
    for (const link of links) {
      expect(link.getAttribute('target')).toBe('_blank');
      expect(link.getAttribute('rel')).toBe('noopener noreferrer');
    }
  });

  test('headings begin below those of the page and leave no level out', () => {
    shown('## One\n\n#### Two\n\n#### Three\n\n# Four');
    const level = (name: string) => screen.getByRole('heading', { name }).tagName;
    expect(['One', 'Two', 'Three', 'Four'].map(level)).toEqual(['H3', 'H4', 'H4', 'H3']);
  });

  test('a code block names its language and can be copied', () => {
    shown('```python\nprint(1)\n```');
    expect(screen.getByText('python')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Copy python code' })).toBeTruthy();
    expect(screen.getByRole('group', { name: 'python code' }).textContent).toBe('print(1)');
  });

  test('a long code block keeps every line', () => {
    const lines = Array.from({ length: 350 }, (_, index) =>
      index % 7 === 0 ? '' : `line ${index}`,
    );
    shown(`\`\`\`\n${lines.join('\n')}\n\`\`\``);
    expect(screen.getByRole('group', { name: 'code' }).textContent).toBe(lines.join('\n'));
  });

  test('tables keep their alignment', () => {
    shown('| a | b |\n|---|--:|\n| 1 | 2 |');
    const cell = within(screen.getByRole('table')).getByText('2');
    expect(cell.dataset.align).toBe('right');
  });

  test('task lists say what is done', () => {
    shown('- [x] one\n- [ ] two');
    expect(screen.getByRole('img', { name: 'Done' })).toBeTruthy();
    expect(screen.getByRole('img', { name: 'Not done' })).toBeTruthy();
  });

  test('character references stand for their characters, but not in code', () => {
    const container = shown('a &lt; b &copy; &#33; `&lt;`');
    expect(container.textContent).toBe('a < b © ! &lt;');
  });
});

describe('the colours of code', () => {
  const code = 'const a = 1; // one\nreturn "b";';
  const block = (language: string) => screen.getByRole('group', { name: `${language} code` });
  const tokens = (element: HTMLElement) =>
    [...element.querySelectorAll<HTMLElement>('[data-token]')].map(
      (one) => `${one.dataset.token} ${one.textContent}`,
    );

  test('come once a block is complete, and change not a character', async () => {
    const { rerender } = render(<Markdown text={`\`\`\`ts\n${code}`} />, { wrapper: Plain });
    rerender(<Markdown text={`\`\`\`ts\n${code}\n\`\`\`\n\nDone.`} />);
    await waitFor(() => expect(tokens(block('ts'))).not.toEqual([]));
    expect(tokens(block('ts'))).toEqual([
      'keyword const',
      'number 1',
      'comment // one',
      'keyword return',
      'string "b"',
    ]);
    expect(block('ts').textContent).toBe(code);
  });

  test('are left out where a block is still open, very long, or in a language not known', async () => {
    const long = `${code}\n`.repeat(800).trimEnd();
    shown(
      `\`\`\`java\n${long}\n\`\`\`\n\n\`\`\`klingon\n${code}\n\`\`\`\n\n\`\`\`js\n${code}\n\`\`\`\n\n\`\`\`go\n${code}`,
    );
    await waitFor(() => expect(tokens(block('js'))).not.toEqual([]));
    expect(tokens(block('java'))).toEqual([]);
    expect(tokens(block('klingon'))).toEqual([]);
    expect(tokens(block('go'))).toEqual([]);
  });
});
