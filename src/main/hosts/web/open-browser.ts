import { spawn } from 'node:child_process';

/** Opens the system browser without a shell. The link is printed as well, so failing to open it is no failure. */
export function openBrowser(url: string, platform: NodeJS.Platform = process.platform): void {
  const [command, ...leading] = openerFor(platform);
  const child = spawn(command, [...leading, url], { stdio: 'ignore', detached: true });
  child.on('error', () => undefined);
  child.unref();
}

function openerFor(platform: NodeJS.Platform): readonly [string, ...string[]] {
  switch (platform) {
    case 'darwin':
      return ['open'];
    case 'win32':
      // `start` belongs to cmd.exe, a shell that takes & in a URL for its own.
      return ['rundll32', 'url.dll,FileProtocolHandler'];
    default:
      return ['xdg-open'];
  }
}
