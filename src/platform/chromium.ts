import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import puppeteer, { type Browser } from 'puppeteer-core'
import packages from '../../package.json' with { type: 'json' }
import { config } from './config.ts'
import { log } from './log.ts'

const run = promisify(execFile)

/** A Chromium without a screen: the one of CHROMIUM_PATH, else the one that came from npm with its libraries and fonts. */
export async function launchChromium(args: string[] = []): Promise<Browser> {
  const { executablePath, env } = config.chromiumPath
    ? { executablePath: config.chromiumPath, env: {} }
    : await unpacked()
  const launch = (sandbox: string[]) =>
    puppeteer.launch({
      executablePath,
      headless: 'shell',
      args: [...ALWAYS, ...sandbox, ...args],
      env: { ...env, TZ: 'UTC' },
      pipe: true,
    })
  if (userInfo().uid === 0) return launch(NO_SANDBOX)
  try {
    return await launch([])
  } catch (error) {
    // Containers often forbid the user namespaces that the sandbox is made of.
    log.warn({ error: error instanceof Error ? error.message.slice(0, 200) : '' }, 'Chromium runs without its sandbox')
    return launch(NO_SANDBOX)
  }
}

const ALWAYS = [
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-extensions',
  '--disable-background-networking',
  '--disable-domain-reliability',
  '--no-first-run',
  '--no-pings',
  '--mute-audio',
  '--hide-scrollbars',
  '--font-render-hinting=none',
]
const NO_SANDBOX = ['--no-sandbox']

async function unpacked(): Promise<{ executablePath: string; env: Record<string, string> }> {
  const version = packages.dependencies['@sparticuz/chromium']
  const home = join(cacheFolder(), `chromium-${version}`)
  if (!existsSync(join(home, 'chromium'))) await unpack(home)
  const env = { LD_LIBRARY_PATH: join(home, 'al2023/lib'), FONTCONFIG_FILE: join(home, 'fonts.conf'), HOME: home }
  return { executablePath: join(home, 'chromium'), env }
}

/** In a folder of its own, renamed when complete: an unpacking cut in the middle would be taken for a browser for ever. */
async function unpack(home: string): Promise<void> {
  const draft = mkdtempSync(`${home}-`)
  // The package decides from its environment where it unpacks, and whether with the libraries that a bare system lacks.
  const env = { TMPDIR: draft, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' }
  const program = "import chromium from '@sparticuz/chromium'; await chromium.executablePath()"
  const here = dirname(fileURLToPath(import.meta.url))
  await run(process.execPath, ['--input-type=module', '-e', program], { env, cwd: here })
  writeFileSync(join(draft, 'fonts.conf'), fontsConfiguration(home))
  try {
    renameSync(draft, home)
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    // Another process won the race: its copy is as good.
    if (!existsSync(join(home, 'chromium'))) throw error
  }
}

/** Only the fonts that came with it: the same document on every machine, one without fonts included. */
const fontsConfiguration = (home: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${join(home, 'fonts')}</dir><cachedir>${join(home, 'fonts-cache')}</cachedir></fontconfig>
`

/** Beside the packages when that folder is ours to write, with the data otherwise. */
function cacheFolder(): string {
  const beside = fileURLToPath(new URL('../../node_modules/.cache/preau', import.meta.url))
  for (const folder of [beside, config.dataDir]) {
    try {
      mkdirSync(folder, { recursive: true })
      return folder
    } catch {
      // Read-only, as in a container: the next one.
    }
  }
  return config.dataDir
}
