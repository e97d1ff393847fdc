/** One entry of package-lock.json's `packages`, as far as it is read here. */
interface LockedPackage {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly dev?: boolean;
}

export interface Lockfile {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

/** What only the web host imports, which is not in the package: the packaged app listens on no port. */
const ofWebHost = ['@hono/node-server', 'hono'];

/** keytar needs other packages only to build its native part. */
const builtByOthers = ['keytar'];

/**
 * The packages that the packaged app runs with, by name: what can be reached from its dependencies. All else that npm
 * installed, for development or not, stays out.
 */
export function packagedModules(lockfile: Lockfile): ReadonlySet<string> {
  return new Set([...reachedPaths(lockfile)].map(nameOf));
}

/** What npm installs for the app's sake and the package leaves out, by name. */
export function unpackagedModules(lockfile: Lockfile): readonly string[] {
  const packaged = packagedModules(lockfile);
  const installed = Object.entries(lockfile.packages)
    .filter(([path, { dev }]) => path !== '' && dev !== true)
    .map(([path]) => nameOf(path));
  return [...new Set(installed)].filter((name) => !packaged.has(name));
}

function reachedPaths({ packages }: Lockfile): ReadonlySet<string> {
  const reached = new Set<string>();
  const visit = (from: string, name: string) => {
    const path = resolve(packages, from, name);
    if (path === undefined || reached.has(path)) return;
    reached.add(path);
    if (builtByOthers.includes(name)) return;
    const { dependencies, optionalDependencies, peerDependencies } = packages[path] ?? {};
    const needed = { ...dependencies, ...optionalDependencies, ...peerDependencies };
    for (const needs of Object.keys(needed)) visit(path, needs);
  };
  for (const name of Object.keys(packages['']?.dependencies ?? {})) {
    if (!ofWebHost.includes(name)) visit('', name);
  }
  return reached;
}

const nameOf = (path: string) =>
  path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);

/** As Node resolves a name: the nearest node_modules on the way up. Undefined where it is not installed. */
function resolve(packages: Lockfile['packages'], from: string, name: string): string | undefined {
  const path = from === '' ? `node_modules/${name}` : `${from}/node_modules/${name}`;
  if (path in packages) return path;
  return from === '' ? undefined : resolve(packages, outer(from), name);
}

/** The package in whose node_modules a package lies; the project itself at the end. */
const outer = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf('/node_modules/')));
