import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterAll } from 'vitest'

export type Running = {
  child: ChildProcess
  output(): string
  until(words: RegExp, ms?: number): Promise<string>
  ended: Promise<number | null>
}

const started = new Set<ChildProcess>()
afterAll(() => {
  for (const child of started) child.kill('SIGKILL')
})

/** A program of ours in a process of its own, as a school would run it: `run('src/main.ts', { PORT: '0' })`. */
export function run(file: string, env: Record<string, string>, args: string[] = []): Running {
  const path = fileURLToPath(new URL(`../../${file}`, import.meta.url))
  const child = spawn(process.execPath, [path, ...args], {
    env: { ...process.env, LOG_LEVEL: 'info', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  started.add(child)
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part: Buffer) => (text += part.toString()))
  const ended = new Promise<number | null>((done) => child.once('exit', (code) => done(code)))
  ended.then(() => started.delete(child))
  return { child, output: () => text, ended, until: (words, ms = 90_000) => waitFor(() => text, words, ended, ms) }
}

async function waitFor(text: () => string, words: RegExp, ended: Promise<unknown>, ms: number): Promise<string> {
  let over = false
  void ended.then(() => (over = true))
  for (let waited = 0; waited < ms; waited += 50) {
    if (words.test(text())) return text()
    if (over) break
    await new Promise((done) => setTimeout(done, 50))
  }
  throw new Error(`Expected ${words} in:\n${text().slice(-4_000)}`)
}
