import { setTimeout as pause } from 'node:timers/promises'
import { later } from '../src/platform/clock.ts'
import { entered } from './export.ts'
import type { Login } from './lists.ts'
import { turningPages } from './others.ts'
import { type Peak, peakOf, startApp } from './processes.ts'
import type { Answer, Visitor } from './visitor.ts'

const IMPORT = '/admin/api/resources/Student/actions/import'
const ROWS = 50_000

/** The largest file that is taken: sent, checked, entered, by one person, while another goes on turning pages. */
export async function measureImport(url: string, dataDir: string, [first, second]: Login[]) {
  if (!first || !second) throw new Error('Two people are needed')
  const app = await startApp({ DATABASE_URL: url, DATA_DIR: dataDir })
  try {
    const [one, other] = [await entered(app.base, first), await entered(app.base, second)]
    await pause(5_000)
    const atRest = turningPages(other)
    await pause(5_000)
    const idle = await atRest()
    let id = ''
    const send = async () => {
      id = stateOf(await one.upload(IMPORT, { step: 'start' }, { name: 'etudiants.csv', bytes: students() })).id
    }
    const step = (fields: Record<string, string>, after: string) => async () => {
      stateOf(await one.post(IMPORT, { ...fields, import: id }))
      await reached(one, id, after)
    }
    const during = turningPages(other)
    const steps: (Peak & { what: string })[] = []
    steps.push({ what: 'lecture', ...(await peakOf(app, send)) })
    const mapping = JSON.stringify(stateOf(await one.get(`${IMPORT}?import=${id}`)).mapping)
    steps.push({ what: 'vérification', ...(await peakOf(app, step({ step: 'check', mapping }, 'check'))) })
    steps.push({ what: 'entrée', ...(await peakOf(app, step({ step: 'confirm', mode: 'good' }, 'done'))) })
    return { rows: ROWS, steps, others: { idle, during: await during() } }
  } finally {
    await app.stop()
  }
}

type State = { id: string; step: string; mapping: unknown; counts: { new: number } | null; failure: string | null }

function stateOf({ status, body }: Answer): State {
  if (status >= 300) throw new Error(`HTTP ${status}: ${String(body).slice(0, 300)}`)
  return (JSON.parse(String(body)) as { import: State }).import
}

async function reached(one: Visitor, id: string, wanted: string): Promise<void> {
  for (;;) {
    const { step, failure, counts } = stateOf(await one.get(`${IMPORT}?import=${id}`))
    if (failure) throw new Error(failure)
    if (step === wanted && counts?.new !== ROWS) throw new Error(`Only ${counts?.new} of ${ROWS} rows are new`)
    if (step === wanted) return
    await pause(500)
  }
}

/** As a secretariat sends them: nine columns, accents, days first, telephones. */
function students(): Buffer {
  const lines = Array.from({ length: ROWS }, (_, n) =>
    [
      `I${String(n).padStart(6, '0')}`,
      `${NAMES[n % NAMES.length]} ${letters(n)}`,
      `Aïssatou ${letters(n * 7)}`,
      dayOf(n),
      n % 2 === 0 ? 'F' : 'M',
      'Master',
      String(2021 + (n % 8)),
      `i${n}@import.example`,
      `0${610_000_000 + n}`,
    ].join(';'),
  )
  const head = 'N° matricule;Nom;Prénom(s);Né(e) le;Sexe;Filière;Promotion;E-mail;Téléphone'
  return Buffer.from([head, ...lines].join('\r\n'))
}

const NAMES = ['OUÉDRAOGO', 'DIALLO', 'N’DIAYE', 'Traoré', 'Koné', 'SAWADOGO', 'Bâ', 'Lemaire', 'Fall', 'Gaye']

/** Eight years of birthdays */
function dayOf(n: number): string {
  const day = later(new Date(Date.UTC(1998, 0, 1)), { days: n % 2_920 })
  return day.toISOString().slice(0, 10).split('-').reverse().join('/')
}

/** A name of its own for each number, without figures */
const letters = (n: number): string =>
  [...n.toString(26)].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 26))).join('')
