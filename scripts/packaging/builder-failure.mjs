import { tail } from '../needs/cannot-go-on.mjs';

const UNREACHABLE =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|certificate|socket hang up|timed out|Response code \d+/i;

/**
 * Why electron-builder failed, for whoever called it. Its own words come with a stack trace of the libraries it
 * downloads with, which says nothing to anybody.
 * @param {string} output all that it printed
 */
export function builderFailure(output) {
  const [, reason] = /⨯ (.*?)(?:\s+failedTask=.*)?$/m.exec(output) ?? [];
  if (reason === undefined || !UNREACHABLE.test(reason)) {
    return `electron-builder failed. The end of its output:\n${tail(output, 40)}`;
  }
  // Files are gathered only once the runtime is there.
  return output.includes('searching for node modules')
    ? `The app is packaged, but a tool that makes the installer could not be downloaded (${reason}). Connect this machine to the network, or ask for the folder alone with --dir, then try again.`
    : `The Electron runtime could not be downloaded (${reason}). Connect this machine to the network, or name a mirror of it in ELECTRON_MIRROR, then try again.`;
}
