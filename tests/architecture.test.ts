import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../', import.meta.url))

type Source = { path: string; text: string; imports: string[] }

const sources = ['src', 'admin', 'components', 'jobs', 'prisma', 'scripts', 'bench', 'tests']
  .flatMap((shelf) => filesUnder(shelf, /\.(ts|tsx)$/))
  .filter((path) => !path.startsWith('src/generated/'))
  .map(readSource)

const house = sources.filter(({ path }) => !path.startsWith('tests/'))
const inside = (shelf: string) => house.filter(({ path }) => path.startsWith(`${shelf}/`))

/** What each shelf may import, beside itself: the one-way flow of the house. */
const MAY_IMPORT: Record<string, string[]> = {
  'src/platform': ['src/generated'],
  'src/access': ['src/platform', 'src/generated'],
  'src/kit': ['src/platform', 'src/access', 'src/generated'],
  'src/domain': ['src/platform', 'src/access', 'src/kit', 'src/generated'],
  'src/http': ['src/platform', 'src/access', 'src/kit', 'src/domain', 'src/generated'],
  admin: ['src/platform', 'src/access', 'src/kit', 'src/domain', 'src/generated', 'components'],
  jobs: ['src/platform', 'src/access', 'src/kit', 'src/domain', 'src/generated'],
  // The words of the desk are plain data, written where the desk is
  components: ['admin/locales'],
}

describe('The flow is one-way', () => {
  it.each(Object.entries(MAY_IMPORT))('%s imports only what stands before it', (shelf, allowed) => {
    const strays = inside(shelf).flatMap(({ path, imports }) =>
      imports
        .filter(
          (target) =>
            target !== 'package.json' &&
            !target.startsWith(`${shelf}/`) &&
            !allowed.some((one) => target.startsWith(`${one}/`)),
        )
        .map((target) => `${path} → ${target}`),
    )
    expect(inside(shelf).length).toBeGreaterThan(0)
    expect(strays).toEqual([])
  })

  it('a domain never imports another domain, save the core they share', () => {
    const strays = inside('src/domain').flatMap(({ path, imports }) => {
      const own = /^src\/domain\/(\w+)\//.exec(path)?.[1]
      const others = imports.map((target) => ({ target, domain: /^src\/domain\/(\w+)\//.exec(target)?.[1] }))
      return own
        ? others
            .filter(({ domain }) => domain && domain !== own && domain !== 'core')
            .map(({ target }) => `${path} → ${target}`)
        : []
    })
    expect(strays).toEqual([])
  })

  it('AdminJS stays behind the desk, so that the shell can be replaced', () => {
    const strays = house.filter(
      ({ path, text }) => !/^(admin|components)\//.test(path) && /(from|import\() ?['"]@?adminjs/.test(text),
    )
    expect(strays.map(({ path }) => path)).toEqual([])
  })
})

/** Where a thing that must stay in one place may stand; every exception has its reason. */
type OnlyIn = { what: string; sign: RegExp; where: RegExp; among?: Source[] }

const ONLY_IN: OnlyIn[] = [
  {
    what: 'the Prisma client is made and handed out in src/platform/db.ts alone',
    sign: /import (?!type)[^;\n]*from ['"]@prisma\/client['"]|new PrismaClient/,
    where: /^src\/platform\/db\.ts$/,
  },
  {
    // scripts/ runs the Prisma command line, which wants the whole environment
    what: 'settings are read from the environment in src/platform/config.ts alone',
    sign: /process\.env/,
    where: /^(src\/platform\/config\.ts|scripts\/|prisma\/metadata\/|admin\/(build|bundle)\.ts|bench\/)/,
  },
  {
    what: 'the clock of the machine is read in src/platform/clock.ts alone',
    sign: /new Date\(\)|Date\.now\(\)|DateTime\.(now|local|utc)\(\)/,
    where: /^(src\/platform\/clock\.ts|bench\/|components\/)/,
  },
  {
    what: 'pg is reached through src/platform alone',
    sign: /from ['"]pg['"]/,
    where: /^(src\/platform\/|bench\/|scripts\/)/,
  },
  {
    what: 'nothing is printed: there is a log',
    sign: /console\.(log|error|warn|info)/,
    where: /^(src\/main\.ts|prisma\/|scripts\/|bench\/|admin\/bundle\.ts)/,
  },
]

describe('Some things stand in one place', () => {
  it.each(ONLY_IN)('$what', ({ sign, where }) => {
    const strays = house.filter(({ path, text }) => !where.test(path) && sign.test(withoutComments(text)))
    expect(strays.map(({ path }) => path)).toEqual([])
  })

  it('the desk, the jobs and the doors write through commands, never by the client', () => {
    const writes = /\b(tx|prisma\(\))\.\w+\.(create|createMany|update|updateMany|upsert|delete|deleteMany)\(/
    const strays = [...inside('admin'), ...inside('jobs'), ...inside('src/http')].filter(({ text }) =>
      writes.test(text),
    )
    expect(strays.map(({ path }) => path)).toEqual([])
  })
})

describe('The code keeps its promises to the compiler and to the reader', () => {
  const banned: [string, RegExp][] = [
    ['any', /(: ?|<|\bas )any\b(?= *[,;=)>\]|&[]|$)|, any>/m],
    ['a double cast', /as unknown as/],
    ['a silenced compiler', /@ts-(ignore|expect-error|nocheck)/],
    ['unfinished work', /\b(TODO|FIXME|XXX)\b/],
  ]
  it.each(banned)('no %s', (_what, sign) => {
    const strays = house.filter(({ path, text }) => path !== 'src/kit/flow.ts' && sign.test(withoutComments(text)))
    expect(strays.map(({ path }) => path)).toEqual([])
  })

  it('no unfinished work hides in a comment', () => {
    expect(house.filter(({ text }) => /\b(TODO|FIXME)\b/.test(text)).map(({ path }) => path)).toEqual([])
  })

  it('the one `any` of the house says why it is there', () => {
    const flow = house.find(({ path }) => path === 'src/kit/flow.ts')?.text ?? ''
    expect(flow.match(/\bany>/g)).toHaveLength(1)
    expect(flow).toContain('biome-ignore lint/suspicious/noExplicitAny:')
  })

  it('no test is skipped, left alone in its file, or empty', () => {
    const sign = new RegExp(`\\b(it|test|describe)\\.(${['skip', 'only', 'todo', 'fails'].join('|')})\\b`)
    const strays = sources.filter(({ path, text }) => path.startsWith('tests/') && sign.test(text))
    expect(strays.map(({ path }) => path)).toEqual([])
  })

  it('no file is longer than a reader’s patience', () => {
    const long = house
      .map(({ path, text }) => ({ path, lines: text.split('\n').length }))
      .filter(({ lines }) => lines > 251)
    expect(long).toEqual([])
  })

  it('no file hides behind a name that says nothing', () => {
    const vague = /(^|[/.-])(utils?|helpers?|manager|service|misc|common)(\.|\/|$)/
    // What Handlebars calls its helpers has no other name
    const known = ['src/platform/render-helpers.ts']
    expect(house.filter(({ path }) => vague.test(path) && !known.includes(path)).map(({ path }) => path)).toEqual([])
  })
})

describe('The paper', () => {
  it('escapes everything: no template has a triple stash', () => {
    const raw = filesUnder('templates', /\.hbs$/).filter((path) =>
      /\{\{\{|\{\{&/.test(readFileSync(join(root, path), 'utf8')),
    )
    expect(raw).toEqual([])
  })

  it('calls no third party: no address of another site is loaded by a page, a mail or the desk', () => {
    const loads = /(src|href)=["']https?:\/\/(?!\{\{)|@import ['"]?(url\()?['"]?https?:|url\(['"]?https?:/
    const calls = [
      ...filesUnder('templates', /\.(hbs|css|js|svg)$/),
      ...filesUnder('components', /\.(tsx?|css)$/),
    ].filter((path) => loads.test(readFileSync(join(root, path), 'utf8')))
    expect(calls).toEqual([])
  })
})

describe('Each shelf says what belongs on it', () => {
  const shelves = ['prisma', 'src', 'admin', 'components', 'templates', 'jobs', 'tests']
  it.each(shelves)('%s/README.md, thirty lines at most', (shelf) => {
    const path = join(root, shelf, 'README.md')
    expect(existsSync(path), `${shelf}/README.md is missing`).toBe(true)
    expect(readFileSync(path, 'utf8').trimEnd().split('\n').length).toBeLessThanOrEqual(30)
  })
})

function filesUnder(folder: string, wanted: RegExp): string[] {
  if (!existsSync(join(root, folder))) return []
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && wanted.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort()
}

function readSource(path: string): Source {
  const text = readFileSync(join(root, path), 'utf8')
  const found = [...text.matchAll(/(?:from|import)\s*\(?['"](\.[^'"]+)['"]/g)].map(([, target]) => target ?? '')
  return { path, text, imports: found.map((target) => relative(root, join(root, dirname(path), target))) }
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1')
}
