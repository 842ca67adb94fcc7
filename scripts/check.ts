import { spawnSync } from 'node:child_process'

/** Everything that must hold before a change is shown to anybody, the quickest first; stops at the first that does not. */
const steps: [what: string, command: string[]][] = [
  ['catalogue', ['npx', 'prisma', 'generate', '--no-hints']],
  ['types', ['npx', 'tsc', '--noEmit']],
  ['lint', ['npx', 'biome', 'check', '.']],
  ['schema in step with migrations', ['node', 'scripts/migration.ts', '--check']],
  ['tests', ['npm', 'test', '--silent']],
]

for (const [what, command] of steps) {
  const started = performance.now()
  console.log(`\n— ${what} —`)
  const [program = '', ...args] = command
  const { status } = spawnSync(program, args, { stdio: 'inherit' })
  if (status !== 0) {
    console.error(`\n${what}: failed`)
    process.exit(1)
  }
  if (what !== 'tests') console.log(`${what}: ${((performance.now() - started) / 1000).toFixed(1)} s`)
}
