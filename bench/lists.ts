import { processorTime } from './cpu.ts'
import { type Ask, load, type Measure } from './load.ts'
import { type Running, startApp, startBare, statementsOf } from './processes.ts'
import { logIn, type Visitor, visitor } from './visitor.ts'
import { candidatureId, freshPair } from './volume.ts'

export type Line = { what: string; budget: string; bare: Measure; ours: Measure }
export type Login = { email: string; password: string; seed: string }

const LIST = '/admin/api/resources/Candidature/actions/list?perPage=25'
const NAME = 'sowko'
const PAGES = 8_000

type Question = { what: string; budget: string; bare: Ask; ours: Ask }

const questions: Question[] = [
  {
    what: 'liste, page 1',
    budget: '≥ 3×',
    bare: (one) => one.get('/list?page=1'),
    ours: (one) => one.get(`${LIST}&page=1`),
  },
  {
    what: 'liste, page 4 000',
    budget: '≥ 1,5×',
    bare: (one) => one.get('/list?page=4000'),
    ours: (one) => one.get(`${LIST}&page=4000`),
  },
  {
    what: 'état + nom cherché',
    budget: '≥ 6×',
    bare: (one) => one.get(`/list?page=1&status=forwarded&name=${NAME}`),
    ours: (one) => one.get(`${LIST}&page=1&filters.status~~is=forwarded&query=${NAME}`),
  },
  {
    what: 'fiche',
    budget: '≥ 800/s',
    bare: (one, turn) => one.get(`/show/${candidatureId(1 + (turn % PAGES))}`),
    ours: (one, turn) => one.get(`/admin/api/resources/Candidature/records/${candidatureId(1 + (turn % PAGES))}/show`),
  },
  {
    what: 'création',
    budget: '≥ 300/s',
    bare: (one, turn) => one.post('/create', freshPair(turn, 1)),
    ours: (one, turn) => one.post('/admin/api/resources/Candidature/actions/new', freshPair(turn, 2)),
  },
]

/** The same questions to both, one after the other on the same rows, eight people at a time. */
export async function measureLists(url: string, dataDir: string, people: Login[]) {
  const settings = { DATABASE_URL: url, DATA_DIR: dataDir, ROLE: 'web' }
  const [app, bare] = [await startApp(settings), await startBare(url)]
  try {
    const ours: Visitor[] = []
    for (const { email, password, seed } of people) ours.push(await logIn(app.base, email, password, seed))
    const others = people.map(() => visitor(bare.base))
    const perPage = await statementsPerPage(app, ours)
    const lines: Line[] = []
    for (const { what, budget, ...ask } of questions)
      lines.push({
        ...{ what, budget },
        bare: await load(others, ask.bare, () => processorTime(bare.child.pid, dataDir)),
        ours: await load(ours, ask.ours, () => processorTime(app.child.pid, dataDir)),
      })
    return { lines, perPage }
  } finally {
    await app.stop()
    await bare.stop()
  }
}

async function statementsPerPage(app: Running, [one]: Visitor[]): Promise<number> {
  const [before, turns] = [await statementsOf(app), 20]
  for (let page = 1; page <= turns; page++) await one?.get(`${LIST}&page=${page}`)
  return ((await statementsOf(app)) - before) / turns
}
