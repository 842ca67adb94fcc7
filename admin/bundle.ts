import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join, parse } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type BuildOptions, build, type Plugin } from 'esbuild'

const COMPONENTS = join(dirname(fileURLToPath(import.meta.url)), '../components')

/** `french`: the same script without the English words, which the French never read. */
type Bundled = { boot: Buffer; desk: Buffer; french: Buffer; css: Buffer; lazy: Record<string, Buffer> }

/**
 * Our screens as one script; React and its companions are those that AdminJS has already put in the page.
 * What few people open, and weighs (components/lazy/), is a module of its own, fetched when it is opened.
 */
export async function bundle(): Promise<Bundled> {
  const desk = join(COMPONENTS, 'desk.tsx')
  const [page, french, lazy] = await Promise.all([
    outputs({ boot: join(COMPONENTS, 'boot.ts'), desk }, 'iife'),
    outputs({ french: desk }, 'iife', [frenchAlone]),
    outputs(lazyEntries(), 'esm'),
  ])
  const file = (name: string): Buffer => {
    const bytes = page.get(name) ?? french.get(name)
    if (!bytes) throw new Error(`components: ${name} was not built`)
    return bytes
  }
  return {
    boot: file('boot.js'),
    desk: file('desk.js'),
    french: file('french.js'),
    css: file('desk.css'),
    lazy: Object.fromEntries(lazy),
  }
}

const lazyEntries = (): Record<string, string> => entriesOf(readdirSync(join(COMPONENTS, 'lazy')))

/** Each part by the name that loadLazy asks for: two files of one name would hide each other. */
export function entriesOf(files: string[]): Record<string, string> {
  const entries: Record<string, string> = {}
  for (const file of files.filter((name) => /\.tsx?$/.test(name))) {
    const { name } = parse(file)
    if (entries[name])
      throw new Error(`components/lazy: ${file} and another file are both called “${name}”: rename one`)
    entries[name] = join(COMPONENTS, 'lazy', file)
  }
  return entries
}

async function outputs(
  entryPoints: Record<string, string>,
  format: NonNullable<BuildOptions['format']>,
  plugins: Plugin[] = [],
): Promise<Map<string, Buffer>> {
  const result = await build({
    entryPoints,
    outdir: '/assets',
    bundle: true,
    write: false,
    minify: true,
    format,
    target: 'es2022',
    jsx: 'transform',
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'silent',
    plugins: [windowGlobals, withoutIconFont, ...plugins],
  })
  return new Map(result.outputFiles.map((one) => [parse(one.path).base, Buffer.from(one.contents)]))
}

/** `text-en.ts` stands beside `text-fr.ts`: the second answers for the first. */
const frenchAlone: Plugin = {
  name: 'french-alone',
  setup(builder) {
    builder.onLoad({ filter: /components\/.*\ben\.ts$/ }, ({ path }) => ({
      contents: `export { fr as en } from './${parse(path).base.replace(/en\.ts$/, 'fr.ts')}'`,
      loader: 'ts',
      resolveDir: dirname(path),
    }))
  },
}

const GLOBALS: Record<string, string> = {
  react: 'React',
  'react-dom': 'ReactDOM',
  'react-router-dom': 'ReactRouterDOM',
  'react-feather': 'FeatherIcons',
  'react-redux': 'ReactRedux',
  adminjs: 'AdminJS',
  '@adminjs/design-system': 'AdminJSDesignSystem',
}

const windowGlobals: Plugin = {
  name: 'window-globals',
  setup(builder) {
    const names = Object.keys(GLOBALS).map((name) => name.replace('/', '\\/'))
    builder.onResolve({ filter: new RegExp(`^(${names.join('|')})$`) }, ({ path }) => ({ path, namespace: 'window' }))
    builder.onLoad({ filter: /.*/, namespace: 'window' }, ({ path }) => ({
      contents: `module.exports = window.${GLOBALS[path]}`,
      loader: 'js',
    }))
  },
}

/** FullCalendar carries a font of icons that the policy of the page refuses, and that nothing here draws with. */
const withoutIconFont: Plugin = {
  name: 'without-icon-font',
  setup(builder) {
    builder.onLoad({ filter: /@fullcalendar[\\/]core[\\/].*\.js$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replaceAll(/@font-face ?\{[^}]*\}/g, ''),
      loader: 'js',
    }))
  },
}
