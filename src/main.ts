// Loaded late, so that a setting that stops the boot is told in one sentence.
const [{ startApplication }, { log }] = await Promise.all([
  import('./application.ts'),
  import('./platform/log.ts'),
]).catch(giveUp)

const application = await startApplication().catch(giveUp)
if (application.demo && application.url) {
  const { welcome } = await import('./welcome.ts')
  process.stdout.write(welcome(application.url))
}
log.info({ url: application.url }, 'ready')

let stopping = false
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void leave(signal))

async function leave(signal: string): Promise<void> {
  if (stopping) process.exit(1)
  stopping = true
  log.info({ signal }, 'stopping')
  // Requests have twenty seconds, jobs too: past that something hangs, and the next start repairs it.
  setTimeout(() => process.exit(1), 45_000).unref()
  await application.stop().catch(giveUp)
  process.exit(0)
}

function giveUp(error: unknown): never {
  const message = error instanceof Error ? error.message : String(error)
  process.stderr.write(`\nPréau n’a pas démarré.\n${message}\n`)
  if (error instanceof Error && error.name !== 'ConfigError' && process.argv.includes('--trace'))
    process.stderr.write(`${error.stack}\n`)
  process.exit(1)
}
