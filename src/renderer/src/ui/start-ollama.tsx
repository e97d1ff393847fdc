import { Anchor, Code } from '@mantine/core';
import { useApp } from '../stores/app.ts';

/** How to get Ollama going on this machine. */
export function StartOllama() {
  const platform = useApp((state) => state.info?.platform);
  const download = (
    <Anchor
      href="https://ollama.com/download"
      target="_blank"
      rel="noopener noreferrer"
      inherit
      underline="always"
    >
      ollama.com/download
    </Anchor>
  );
  switch (platform) {
    case 'darwin':
      return (
        <p>
          Open the Ollama app, or run <Code>ollama serve</Code> in a terminal. Not installed? Get it
          from {download}.
        </p>
      );
    case 'win32':
      return (
        <p>
          Start Ollama from the Start menu, or run <Code>ollama serve</Code> in a terminal. Not
          installed? Get it from {download}.
        </p>
      );
    default:
      return (
        <p>
          Run <Code>sudo systemctl start ollama</Code> where it was installed as a service, or{' '}
          <Code>ollama serve</Code> in a terminal. Not installed? Get it from {download}.
        </p>
      );
  }
}
