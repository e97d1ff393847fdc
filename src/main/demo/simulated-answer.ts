/** What a simulated model says: something to read, with every form of Markdown that the panel shows. */
export interface SimulatedAnswer {
  readonly reasoning: string;
  readonly text: string;
}

/** @param prompt the last thing the person said */
export function simulatedAnswer(prompt: string, model: string): SimulatedAnswer {
  const subject = quoted(prompt);
  const words = prompt.split(/\s+/).filter((word) => word !== '').length;
  return {
    reasoning: `The prompt has ${count(words, 'word')} and begins with ${subject}. I am simulated and cannot know the answer, so the honest thing is to say so, and to show what a real one will look like here.`,
    text: `## A simulated answer

You asked: ${subject}

I am **${model}**, a model that Keywell simulates on this machine. I did not understand the prompt, and nothing left your computer. What is real is everything around me: the streaming, the figures below, and the Stop button.

### What you can try now

1. **Stop me** in mid-sentence. The connection closes at once, and what has arrived stays.
2. **Switch** to the other simulated configuration and compare the time to the first token.
3. **Mark one as default** under *Configurations*, then run again without choosing.

### How a configuration becomes a request

\`\`\`ts
const configuration = registry.effectiveDefault();
const key = await vault.read(configuration); // for this one call

for await (const part of adapter.generate({ configuration, key, prompt })) {
  show(part);
}
// The key is gone from memory with the end of the call.
\`\`\`

### What is kept where

| What | Where | Who can read it |
| --- | --- | --- |
| Name, model, parameters | the registry, a plain file | anyone with the file |
| The key | the keychain of your system, encrypted | nobody, not even this window |
| The hint, \`····3f9A\` | beside the configuration | anyone in the workspace |

### When you are ready

- Add a provider under *Configurations* and set its key: two steps, two calls.
- Or install [Ollama](https://ollama.com) and pull a small model; Keywell finds it by itself.

> Your prompt had ${count(words, 'word')}. A real model would have read ${words === 1 ? 'it' : 'them'}.
`,
  };
}

function quoted(prompt: string): string {
  const line = prompt.replace(/\s+/g, ' ').trim();
  const start = [...line].slice(0, 120).join('');
  // In code marks, so that Markdown in the prompt is shown and not carried out.
  return `\`${(start.length < line.length ? `${start}…` : start).replaceAll('`', "'")}\``;
}

function count(number: number, noun: string): string {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;
}
