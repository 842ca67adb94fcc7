import { setTimeout as pause } from 'node:timers/promises'
import type { ExportsState } from '../components/export/state.ts'
import type { Login } from './lists.ts'
import { turningPages } from './others.ts'
import { type Peak, peakOf, startApp } from './processes.ts'
import { logIn, type Visitor } from './visitor.ts'

const EXPORT = '/admin/api/resources/Candidature/actions/export'

/** Everything leaves as a file, asked by one person and waited for, while another goes on turning pages. */
export async function measureExport(url: string, dataDir: string, [first, second]: Login[]) {
  if (!first || !second) throw new Error('Two people are needed')
  const app = await startApp({ DATABASE_URL: url, DATA_DIR: dataDir })
  try {
    const [one, other] = [await entered(app.base, first), await entered(app.base, second)]
    await pause(5_000)
    const atRest = turningPages(other)
    await pause(5_000)
    const idle = await atRest()
    const files: (Peak & { what: string })[] = []
    const meanwhile: number[] = []
    for (const [what, format] of [
      ['CSV', 'csv'],
      ['classeur XLSX', 'xlsx'],
    ] as const) {
      // Alone first: the time of the file; then beside somebody: the time of their list
      files.push({ what, ...(await peakOf(app, () => exported(one, format))) })
      const during = turningPages(other)
      files.push({ what: `${what}, à deux`, ...(await peakOf(app, () => exported(one, format))) })
      meanwhile.push(await during())
    }
    return { files, others: { idle, during: Math.max(...meanwhile) } }
  } finally {
    await app.stop()
  }
}

export const entered = (base: string, { email, password, seed }: Login): Promise<Visitor> =>
  logIn(base, email, password, seed)

async function exported(one: Visitor, format: string): Promise<void> {
  const { run } = JSON.parse(String((await one.post(EXPORT, { format })).body)) as { run: string }
  for (;;) {
    const page = String((await one.get('/admin/api/pages/exports')).body)
    const found = (JSON.parse(page) as ExportsState).exports.find((file) => file.id === run)
    if (found?.error) throw new Error(found.error)
    if (found?.href) return
    await pause(100)
  }
}
