import { relative } from 'node:path'
import { startVitest, type TestModule } from 'vitest/node'

/**
 * `npm test [-- part/of/a/path]`: runs, says what it ran by shelf, and ends with one line that a machine can read:
 * `N passed, N failed`. A file that cannot be loaded is a failure, and so is a run in which nothing ran.
 */
const started = performance.now()
const vitest = await startVitest('test', process.argv.slice(2), { watch: false, run: true, reporters: ['default'] })
const modules = vitest.state.getTestModules()
const strays = vitest.state.getUnhandledErrors().length
await vitest.close()

type Tally = { passed: number; failed: number; skipped: number }
const shelves = new Map<string, Tally>()
for (const module of modules) count(module)

const total = [...shelves.values()].reduce(sum, { passed: 0, failed: strays, skipped: 0 })
if (total.passed + total.failed === 0) total.failed = 1

console.log(
  `\nRan ${modules.length} files in ${((performance.now() - started) / 1000).toFixed(0)} s, on a real PostgreSQL, SMTP, HTTP and Chromium:`,
)
for (const [shelf, tally] of [...shelves].sort()) console.log(`  tests/${shelf.padEnd(14)} ${line(tally)}`)
if (strays) console.log(`  outside any test ${strays} errors`)
console.log(`\n${line(total)}`)
process.exit(total.failed > 0 ? 1 : 0)

function count(module: TestModule): void {
  const path = relative('tests', module.moduleId).split('/')
  const shelf = path.length > 1 ? String(path[0]) : '.'
  const tally = shelves.get(shelf) ?? { passed: 0, failed: 0, skipped: 0 }
  shelves.set(shelf, tally)
  for (const test of module.children.allTests()) {
    const { state } = test.result()
    if (state === 'passed') tally.passed += 1
    else if (state === 'failed') tally.failed += 1
    else tally.skipped += 1
  }
  // A hook or an import that breaks leaves its tests unrun: that is not a success.
  if (module.errors().length > 0) tally.failed += module.errors().length
  else if (module.state() === 'failed' && !module.children.allTests('failed').next().value) tally.failed += 1
}

function sum(a: Tally, b: Tally): Tally {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped }
}

function line({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}
