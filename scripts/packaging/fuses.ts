import { type FuseV1Config, FuseV1Options, FuseVersion } from '@electron/fuses';

/**
 * Every fuse of the packaged Electron, none left to its default: a fuse that is missing here does not compile, and
 * one that a newer Electron adds stops the packaging until it stands here too.
 */
export const fuses = {
  version: FuseVersion.V1,
  strictlyRequireAllFuses: true,
  /** `ELECTRON_RUN_AS_NODE` would make the signed app a Node that runs anybody's script under its name. */
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  /** `NODE_OPTIONS` and `NODE_EXTRA_CA_CERTS`: code, and whom to trust, from the environment. */
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  /** `--inspect` and SIGUSR1: a debugger in the process that handles keys. */
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  /** Otherwise a folder `app` beside the archive would be run instead of it, unchecked. */
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  /** Keywell ships no snapshot of its own for the browser process. */
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  /** No page comes from `file:`. */
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  /** Electron's default: bounds of WebAssembly memory are checked by the processor. Without, it is only slower. */
  [FuseV1Options.WasmTrapHandlers]: true,
} as const satisfies FuseV1Config;
