/** What a host under test sees of the environment the suite runs in. */
const passedOn =
  /^(?:PATH|HOME|LANG|LC_.*|TMPDIR|TEMP|TMP|DISPLAY|WAYLAND_DISPLAY|XAUTHORITY|XDG_.*|DBUS_SESSION_BUS_ADDRESS|SYSTEMROOT|USERPROFILE|APPDATA|LOCALAPPDATA)$/i;

/**
 * An environment for a host under test: that of the suite, without what a developer may have set for other tools
 * (keys, base URLs, proxies). Ollama is looked for at a port where none is, unless a test says otherwise.
 */
export function hostEnvironment(base: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(base).filter(([name]) => passedOn.test(name));
  return {
    ...Object.fromEntries(kept),
    // The web host must not look for Electron's runtime; nothing else reads this.
    ELECTRON_OVERRIDE_DIST_PATH: 'node_modules/electron/dist',
    OLLAMA_HOST: 'http://127.0.0.1:9',
  };
}

/** The same without any way to a keychain: no bus address, and nothing from which one could be guessed. */
export function withoutSecretService(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { DBUS_SESSION_BUS_ADDRESS, XDG_RUNTIME_DIR, DISPLAY, WAYLAND_DISPLAY, ...rest } =
    environment;
  return rest;
}
