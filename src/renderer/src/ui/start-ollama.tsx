import { Anchor, Code } from '@mantine/core';
import { useApp } from '../stores/app.ts';

/** How to get Ollama going on this machine, in a few lines. */
export function StartOllama() {
  const platform = useApp((state) => state.info?.platform);
  switch (platform) {
    case 'darwin':
      return (
        <p>
          Open the Ollama app, or run <Code>ollama serve</Code> in a terminal. <InstallOllama />
        </p>
      );
    case 'win32':
      return (
        <p>
          Start Ollama from the Start menu, or run <Code>ollama serve</Code> in a terminal.{' '}
          <InstallOllama />
        </p>
      );
    default:
      return (
        <p>
          Run <Code>sudo systemctl start ollama</Code> where it was installed as a service, or{' '}
          <Code>ollama serve</Code> in a terminal. <InstallOllama />
        </p>
      );
  }
}

/** How to get Ollama onto this machine. */
function InstallOllama() {
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
        <>
          Not installed? Get it from {download}, or with <Code>brew install ollama</Code>.
        </>
      );
    case 'win32':
      return (
        <>
          Not installed? Get it from {download}, or with <Code>winget install Ollama.Ollama</Code>.
        </>
      );
    default:
      return <>Not installed? {download} has the one command that does it.</>;
  }
}
