import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'esbuild'

const COMPONENTS = join(dirname(fileURLToPath(import.meta.url)), '../components')

/** Our screens as one script; React and its companions are those that AdminJS has already put in the page. */
export async function bundle(): Promise<{ boot: Buffer; desk: Buffer; css: Buffer }> {
  const result = await build({
    entryPoints: { boot: join(COMPONENTS, 'boot.ts'), desk: join(COMPONENTS, 'desk.tsx') },
    outdir: '/assets',
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    target: 'es2022',
    jsx: 'transform',
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'silent',
    plugins: [windowGlobals],
  })
  const file = (name: string): Buffer => {
    const found = result.outputFiles.find((one) => one.path.endsWith(name))
    if (!found) throw new Error(`components: ${name} was not built`)
    return Buffer.from(found.contents)
  }
  return { boot: file('boot.js'), desk: file('desk.js'), css: file('desk.css') }
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
