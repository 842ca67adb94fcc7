import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

export type Running = { child: ChildProcess; base: string; stop(): Promise<void> }

const root = fileURLToPath(new URL('..', import.meta.url))

/** The application as `npm start` runs it, with these settings and no other. Resolves when it answers /health. */
export async function startApp(settings: Record<string, string>): Promise<Running & { seconds: number }> {
  const port = await freePort()
  const begun = performance.now()
  const flags = startFlags()
  const child = spawn(process.execPath, [...flags, '--import', './bench/count-statements.ts', 'src/main.ts'], {
    cwd: root,
    env: { PATH: '/usr/bin:/bin', HOME: '/tmp', LOG_LEVEL: 'error', ...settings, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const base = `http://127.0.0.1:${port}`
  while (!(await healthy(base))) {
    if (child.exitCode !== null) throw new Error('The application did not start')
    await pause(50)
  }
  return { child, base, seconds: (performance.now() - begun) / 1_000, stop: () => stopped(child) }
}

// Measured as people start it: the flags of `npm start`
function startFlags(): string[] {
  const { scripts } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8')) as { scripts: { start: string } }
  return scripts.start.split(' ').filter((word) => word.startsWith('--'))
}

/** The handler everything is compared with, in a process of its own like the application. */
export async function startBare(url: string): Promise<Running> {
  const child = spawn(process.execPath, ['bench/bare.ts', url], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const [message] = (await once(child, 'message')) as [{ port: number }]
  return { child, base: `http://127.0.0.1:${message.port}`, stop: () => stopped(child) }
}

/** How many statements the application has sent so far. */
export async function statementsOf({ child }: Running): Promise<number> {
  child.send('how many?')
  const [message] = (await once(child, 'message')) as [{ statements: number }]
  return message.statements
}

/** What the process holds in memory now, in MB. */
export const memoryOf = ({ child }: Running): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0) / 1_024

export type Peak = { seconds: number; before: number; grown: number }

/** Seconds of a work, and by how many MB the process was above what it held before, at the worst moment. */
export async function peakOf(app: Running, work: () => Promise<void>): Promise<Peak> {
  const before = memoryOf(app)
  let most = before
  const look = setInterval(() => {
    most = Math.max(most, memoryOf(app))
  }, 100)
  const begun = performance.now()
  try {
    await work()
  } finally {
    clearInterval(look)
  }
  return { seconds: (performance.now() - begun) / 1_000, before, grown: Math.max(most, memoryOf(app)) - before }
}

async function healthy(base: string): Promise<boolean> {
  return (await fetch(`${base}/health`).catch(() => null))?.ok ?? false
}

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  child.kill('SIGTERM')
  await once(child, 'exit')
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => done(address && typeof address === 'object' ? address.port : 0))
    })
  })
}
