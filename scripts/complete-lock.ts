import { readFileSync, writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

/**
 * A registry mirror that holds the packages of one platform only makes npm forget the others in the lockfile, and `npm ci`
 * then refuses it, there and elsewhere. Run after `npm install`: every optional package is named again, for its platform.
 */
type Entry = { version?: string; optionalDependencies?: Record<string, string>; dev?: boolean }
type Lock = { packages: Record<string, Entry & Record<string, unknown>> }

const LOCK = new URL('../package-lock.json', import.meta.url)

export const readLock = (): Lock => JSON.parse(readFileSync(LOCK, 'utf8'))

/** Optional packages that some package names and the lockfile does not hold: where they go, and what they are. */
export function missingPackages({ packages }: Lock): Record<string, Entry & Record<string, unknown>> {
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {}, dev }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !isHeld(packages, path, name))
      .map(([name, version]): [string, Entry & Record<string, unknown>] => [
        `${path.slice(0, path.lastIndexOf('node_modules/'))}node_modules/${name}`,
        { version, ...platformOf(name), ...(dev && { dev }), optional: true },
      ]),
  )
  return Object.fromEntries(missing)
}

/** npm looks beside the package, then one folder up, and so on. */
function isHeld(packages: Lock['packages'], path: string, name: string): boolean {
  if (packages[`${path ? `${path}/` : ''}node_modules/${name}`]) return true
  if (path === '') return false
  return isHeld(packages, path.slice(0, Math.max(0, path.lastIndexOf('/node_modules/'))), name)
}

function platformOf(name: string) {
  const os = SYSTEMS.find((one) => name.includes(one))
  const cpu = PROCESSORS.find((one) => name.includes(one))
  if (!os || !cpu) throw new Error(`${name}: for which platform? Complete scripts/complete-lock.ts`)
  return { os: [os], cpu: [cpu], ...(name.includes('musl') && { libc: ['musl'] }) }
}

const SYSTEMS = ['android', 'darwin', 'freebsd', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'aix', 'linux', 'win32']
const PROCESSORS = ['x64', 'arm64', 'ia32', 'ppc64', 'riscv64', 's390x', 'loong64', 'arm']

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const lock = readLock()
  const packages = Object.entries({ ...lock.packages, ...missingPackages(lock) }).sort(([a], [b]) => (a < b ? -1 : 1))
  writeFileSync(LOCK, `${JSON.stringify({ ...lock, packages: Object.fromEntries(packages) }, null, 2)}\n`)
}
