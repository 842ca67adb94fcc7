import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { actionsOf, pages } from '../../admin/verbs.ts'
import { type AnyModel, modelOf, models } from '../../src/access/model.ts'
import { catalogue } from '../../src/generated/catalogue.ts'
import { allFlows, flowOf } from '../../src/kit/flow.ts'
import { databaseUrl } from '../../src/platform/db.ts'
import type { Door } from '../http/visitor.ts'
import { testApp } from '../support/app.ts'
import { asOwner, testDatabase } from '../support/database.ts'
import { Caller, changedTables, fingerprints, inTurns, type Reply } from './caller.ts'
import { expectedOf, mayUse, verbLines } from './expected.ts'
import { closedColumns, leaksIn, lineFor, mayOn, mayRead, wordsOpenTo } from './judge.ts'
import { buildWorld, type Name, type Principal, type World, type WorldRow } from './world.ts'

/** Doors of the desk and what is asked of each below. An action with no entry here fails the suite. */
const ACTIONS = [
  'list',
  'facets',
  'search',
  'show',
  'history',
  'legal',
  'new',
  'edit',
  'delete',
  'export',
  'import',
  'many',
]
/** What takes something back, asked in tests/admin/undo.test.ts. */
ACTIONS.push('revert', 'duplicate')
/** What is said about a record and what stands beside it: tests/work. */
ACTIONS.push('comments', 'margin')
/** What the page of a record asks for beside it, each part when somebody looks. */
const PARTS = ['counts', 'documents', 'glance', 'waiting', 'viewers']
ACTIONS.push(...PARTS)
ACTIONS.push('calendar')
/** The law on the page of an internship: tests/admin/legal.test.ts. */
ACTIONS.push('checklist')
/** Signatures, the situation in force, the links of a contact: tests/admin/signing-panels.test.ts. */
ACTIONS.push('circuit', 'inForce', 'portal')
/** The live screen of an attendance: tests/admin/live.test.ts. */
ACTIONS.push('live')
/** Wishes and how fair their draw was: tests/admin/wishes.test.ts. */
ACTIONS.push('wishes', 'fairness')
/** What a survey says as a whole, why a company has its score: tests/admin/survey-results.test.ts, quality.test.ts. */
ACTIONS.push('results', 'quality', 'report')
/** A template written and tried: tests/admin/template.test.ts. */
ACTIONS.push('text')
/** What an erasure would take: tests/domain/internships/retention.test.ts. */
ACTIONS.push('inventory')
/** The papers of many internships: tests/domain/internships/papers.test.ts and tests/admin/packs.test.ts. */
ACTIONS.push('papers')
/** A feast on another day: tests/domain/internships/holiday.test.ts. */
ACTIONS.push('impact')
/** A record as it stood on a day: tests/domain/internships/dossier.test.ts. */
ACTIONS.push('stateAt')
/** An import opened from its record: tests/admin/import.test.ts. */
ACTIONS.push('wizard')
/** The programme followed, the marks of a meeting, words to share: tests/domain/clubs, tests/admin/clubs-run.test.ts. */
ACTIONS.push('execution', 'marks', 'share', 'handover')
/** What leaves the cash box, with a proof of who asks: tests/admin/cash.test.ts. */
ACTIONS.push('cashCsv', 'cashPaper')
/** Pages of the desk, and who may open them: those of the administration are nobody else’s. */
const PAGES: Record<string, { by: 'admin' | 'everyone' | 'nobody' | string[]; opens: boolean }> = {
  rights: { by: 'admin', opens: true },
  audit: { by: 'admin', opens: true },
  jobs: { by: 'admin', opens: true },
  outbox: { by: 'admin', opens: true },
  settings: { by: 'admin', opens: true },
  health: { by: 'admin', opens: true },
  charts: { by: 'everyone', opens: true },
  duplicates: { by: ['admin', 'internship_officer'], opens: true },
  // tests/admin/defenses.test.ts
  defenses: { by: ['admin', 'internship_officer'], opens: true },
  morning: { by: ['admin', 'internship_officer'], opens: true },
  indicators: { by: ['admin', 'internship_officer'], opens: true },
  club: { by: ['club_lead'], opens: true },
  duties: { by: ['club_lead', 'club_treasurer', 'club_member'], opens: true },
  clubs: { by: ['admin', 'union_executive'], opens: true },
  activity: { by: 'everyone', opens: true },
  agenda: { by: 'everyone', opens: true },
  cash: { by: ['admin', 'union_executive', 'club_lead', 'club_treasurer'], opens: true },
  week: { by: ['student'], opens: true },
  weeks: { by: ['school_tutor', 'company_tutor'], opens: true },
  calendarFeeds: { by: 'everyone', opens: true },
  // For whoever is looking through somebody’s eyes: tried in attacks.test.ts
  leaveView: { by: 'nobody', opens: false },
  // Their own: nobody else’s are in the answer
  notifications: { by: 'everyone', opens: true },
  preferences: { by: 'everyone', opens: true },
  alerts: { by: ['admin', 'internship_officer', 'school_tutor'], opens: true },
  // A switch: it is only sent
  language: { by: 'everyone', opens: false },
  // Each their own deletions
  trash: { by: 'everyone', opens: true },
  views: { by: 'everyone', opens: true },
  palette: { by: 'everyone', opens: true },
  exports: { by: 'everyone', opens: true },
  // The report of one run, by its id: tried in tests/admin/bulk.test.ts
  bulk: { by: 'everyone', opens: false },
}

// Thousands of requests: the slowest machine decides
vi.setConfig({ testTimeout: 240_000 })
beforeAll(testDatabase)
let door: Door
let world: World
let missing: Map<string, Reply>
let cells = 0
const started = performance.now()
const open = models.filter((model) => !model.internal)

beforeAll(async () => {
  world = await buildWorld()
  door = await testApp()
  for (const name of NAMES) await inquiryOf(name)
})
afterAll(async () => {
  await door?.close()
  const seconds = Math.round((performance.now() - started) / 1000)
  process.stdout.write(
    `\nPermission matrix: ${cells} cells, ${Caller.asked} requests, ${open.length} models, ${seconds} s\n`,
  )
})

const api = (model: string, rest: string) => `/admin/api/resources/${model}/${rest}`
const show = (model: string, id: string, action = 'show') => api(model, `records/${id}/${action}`)

const NAMES: Name[] = [
  'admin',
  'officerA',
  'officerB',
  'tutor1',
  'alpha',
  'alpha2',
  'student1',
  'student3',
  'lead',
  'treasurer',
  'member',
  'union',
]
/** The second of each kind looks, the first also tries every handle: they hold the same rights on other rows. */
const SECOND: Name[] = ['officerB', 'alpha2', 'student3', 'treasurer', 'member', 'union']
const FIRST = NAMES.filter((name) => !SECOND.includes(name))
const principals = (): Principal[] => NAMES.map((name) => world.principals.get(name)).filter((one) => one !== undefined)

/** Collects faults for one person: what is wrong, never only that something is. */
class Inquiry {
  readonly faults: string[] = []
  readonly words: Set<string>
  readonly who: Principal
  readonly caller: Caller

  constructor(who: Principal, caller: Caller) {
    this.who = who
    this.caller = caller
    this.words = wordsOpenTo(world, who)
  }

  judge(where: string, right: boolean, why: string): void {
    cells += 1
    if (!right) this.faults.push(`${where}: ${why}`)
  }

  /** The bytes hold only what this person may read, and nothing broke. */
  clean(where: string, reply: Reply): void {
    const leaks = leaksIn(reply.text, this.words)
    this.judge(where, leaks.length === 0, `says ${leaks.slice(0, 4).join(' ')}`)
    this.judge(where, reply.status < 500, `broke with ${reply.status} ${reply.text.slice(0, 200)}`)
  }

  /** Denied and missing are one answer. */
  async likeMissing(where: string, path: string, id: string, init: RequestInit = {}): Promise<void> {
    const [denied, absent] = await this.pair(path, id, init)
    this.clean(where, denied)
    const same = denied.status === absent.status && denied.text === absent.text
    this.judge(
      where,
      same,
      `${denied.status} is not the ${absent.status} of a missing one: ${denied.text.slice(0, 160)}`,
    )
    this.judge(where, denied.status >= 400, `answers ${denied.status}`)
  }

  private async pair(path: string, id: string, init: RequestInit): Promise<[Reply, Reply]> {
    const nowhere = randomUUID()
    const denied = await this.caller.ask(path, init)
    const body =
      init.body instanceof URLSearchParams
        ? { body: new URLSearchParams(init.body.toString().replaceAll(id, nowhere)) }
        : {}
    const key = `${this.who.name} ${init.method ?? 'GET'} ${path.replaceAll(id, '')} ${init.body ?? ''}`
    const absent = missing.get(key) ?? (await this.caller.ask(path.replaceAll(id, nowhere), { ...init, ...body }))
    missing.set(key, absent)
    return [
      { ...denied, text: unmarked(denied.text.replaceAll(id, '')) },
      { ...absent, text: unmarked(absent.text.replaceAll(nowhere, '')) },
    ]
  }
}

/** A page bears a number and marks of its own at each request. */
const unmarked = (html: string): string =>
  html.replaceAll(/nonce="[^"]*"|[0-9a-f]{8}-[0-9a-f-]{27}|value="[\w-]{20,}"/g, '')

const inquiries = new Map<Name, Inquiry>()

async function inquiryOf(name: Name): Promise<Inquiry> {
  const known = inquiries.get(name)
  if (known) return known
  const who = world.principals.get(name)
  if (!who) throw new Error(`The world has no ${name}`)
  missing ??= new Map()
  const made = new Inquiry(who, await Caller.of(door, who))
  inquiries.set(name, made)
  return made
}

const jsonOf = (
  reply: Reply,
): { records?: { id: string }[]; record?: { recordActions?: { name: string }[] }; href?: string } => {
  try {
    return JSON.parse(reply.text)
  } catch {
    return {}
  }
}

describe('Nothing is left out of the matrix', () => {
  it('every action that the desk declares is one that is tried below, or a verb with its line', () => {
    const strays = open.flatMap((model) =>
      actionsOf(model.name)
        .map((action) => action.name)
        .filter((name) => !ACTIONS.includes(name) && !flowOf(model.name)?.verbs.has(name))
        .map((name) => `${model.name}.${name}`),
    )
    expect(strays).toEqual([])
    expect([...pages.keys()].sort()).toEqual(Object.keys(PAGES).sort())
  })

  it('every verb has its line in verbs.tsv, and every line its verb', () => {
    const known = allFlows().flatMap((flow) => [...flow.verbs.keys()].map((verb) => `${flow.model} ${verb}`))
    expect([...known].sort()).toEqual([...verbLines()].sort())
  })

  it('every role of the schema stands in the world', () => {
    const roles = catalogue.enums.Role?.values.map((value) => value.value) ?? []
    const played = new Set(principals().map((one) => one.role))
    expect(roles.filter((role) => !played.has(role))).toEqual([])
  })
})

describe.each(NAMES)('%s', (name) => {
  let inquiry: Inquiry
  beforeAll(async () => {
    inquiry = await inquiryOf(name)
  })
  const settled = () => expect(inquiry.faults.splice(0)).toEqual([])

  it('lists and finds only their rows', async () => {
    await inTurns(open, (model) => listing(inquiry, model))
    settled()
  })

  it('opens their records, and finds the others missing', async () => {
    await inTurns(
      world.rows.filter((row) => isTried(inquiry, row)),
      (row) => records(inquiry, row),
    )
    settled()
  })

  it('ticks all of theirs or nothing', async () => {
    await inTurns(open, (model) => ticked(inquiry, model))
    settled()
  })

  it('is told by the page and the dashboard what is theirs', async () => {
    const screens = ['/admin', '/admin/api/dashboard', '/admin/resources/Student', '/admin/pages/language']
    await inTurns(screens, async (path) => inquiry.clean(path, await inquiry.caller.get(path)))
    await inTurns(Object.keys(PAGES), (page) => pageDoor(inquiry, page))
    await otherDownloads(inquiry)
    settled()
  })
})

describe.each(FIRST)('%s, trying every handle,', (name) => {
  let inquiry: Inquiry
  beforeAll(async () => {
    inquiry = await inquiryOf(name)
  })
  const settled = () => expect(inquiry.faults.splice(0)).toEqual([])

  it('learns nothing from a column that is closed to them', async () => {
    await inTurns(open, (model) => oracles(inquiry, model))
    settled()
  })

  it('takes away in a file what the screen shows, and nothing else', async () => {
    for (let i = 0; i < open.length; i += 12) {
      await yesterdaysExports()
      await inTurns(open.slice(i, i + 12), (model) => exports(inquiry, model))
    }
    settled()
  })

  it('changes nothing that is not theirs to change', async () => {
    const before = await fingerprints()
    const attempts = open.flatMap((model) => forbiddenWrites(inquiry, model))
    await inTurns(attempts, (attempt) => attempt())
    inquiry.judge(
      'database',
      changedTables(before, await fingerprints()).length === 0,
      `changed ${changedTables(before, await fingerprints())}`,
    )
    settled()
  })

  it('changes what is theirs to change, that row and no other', async () => {
    for (const model of open) await allowedWrite(inquiry, model)
    settled()
  })
})

async function listing(inquiry: Inquiry, model: AnyModel): Promise<void> {
  const { who, caller } = inquiry
  const at = `${model.name} list`
  const mine = world.of(model.name).filter((row) => mayRead(who, row))
  const others = world.of(model.name).filter((row) => !mayRead(who, row))
  const reply = await caller.get(api(model.name, 'actions/list?perPage=1000000'))
  inquiry.clean(at, reply)
  const seen = new Set((jsonOf(reply).records ?? []).map((record) => record.id))
  inquiry.judge(at, seen.size <= 100, `${seen.size} rows on a page`)
  for (const row of mine) inquiry.judge(at, seen.has(row.id), `misses ${row.tag}`)
  for (const row of others) inquiry.judge(at, !seen.has(row.id), `shows ${row.tag}`)
  if (expectedOf(model.name, who.role).read === 'none')
    inquiry.judge(at, reply.status === 404, `answers ${reply.status}`)
  for (const row of others.slice(0, 2)) {
    for (const rest of [
      `actions/search?query=${wordOf(row)}`,
      `actions/list?query=${wordOf(row)}`,
      `actions/list?filters.id=${row.id}`,
      `actions/list?page=2&perPage=1`,
      `actions/calendar?query=${wordOf(row)}`,
    ]) {
      const found = await caller.get(api(model.name, rest))
      inquiry.clean(`${at} ${rest}`, found)
      inquiry.judge(
        `${at} ${rest}`,
        !(jsonOf(found).records ?? []).some((record) => record.id === row.id),
        `finds ${row.tag}`,
      )
    }
  }
}

const wordOf = (row: WorldRow): string =>
  encodeURIComponent(String(Object.values(row.values).find((value) => /^CNRY/.test(String(value))) ?? row.id))

async function oracles(inquiry: Inquiry, model: AnyModel): Promise<void> {
  const { who, caller } = inquiry
  if (expectedOf(model.name, who.role).read === 'none') return
  const row = world.of(model.name)[0]
  const plain = withoutPlaces(await caller.get(api(model.name, 'actions/list')))
  for (const column of closedColumns(who, model)) {
    const truth = encodeURIComponent(String(row?.values[column] ?? 'x'))
    const asks = (value: string) => [
      `actions/list?filters.${column}=${value}`,
      `actions/list?filters.${column}~~contains=${value}`,
      `actions/list?filters.${column}~~in=${value}`,
      `actions/list?filters.${column}~~empty=true`,
      `actions/search?query=${value}&searchProperty=${column}`,
    ]
    const right = await inTurns(asks(truth), (rest) => caller.get(api(model.name, rest)), 3)
    const wrong = await inTurns(asks('zzzz'), (rest) => caller.get(api(model.name, rest)), 3)
    right.forEach((reply, i) => {
      const at = `${model.name} ${asks('…')[i]}`
      inquiry.clean(at, reply)
      // A search of everything may find the word elsewhere: what counts is that it is not found here
      if (i >= 4) return
      const [asked, other] = [withoutPlaces(reply), wrong[i] && withoutPlaces(wrong[i])]
      inquiry.judge(at, asked === other && unasked(asked) === plain, `answers ${reply.status}, an oracle`)
      inquiry.judge(at, asked.includes(`"ignored":["filters.${column}`), 'leaves out without a word')
    })
    const sorted = await caller.get(api(model.name, `actions/list?sortBy=${column}&direction=asc`))
    inquiry.judge(`${model.name} sort ${column}`, unasked(withoutPlaces(sorted)) === plain, 'an oracle')
    const facets = await caller.get(api(model.name, `actions/facets?field=${column}`))
    inquiry.judge(`${model.name} facets ${column}`, facets.status === 422, `answers ${facets.status}`)
  }
  const raw = encodeURIComponent('{"gt":0}')
  for (const rest of [
    `actions/list?filters.version=${raw}`,
    `actions/list?filters[version]=${raw}`,
    'actions/list?filters.nope=1',
    'actions/list?filters.id~~constructor=1',
    'actions/list?sortBy=__proto__',
  ])
    inquiry.clean(`${model.name} ${rest}`, await caller.get(api(model.name, rest)))
}

// The marks of the pages beside are sealed anew each time
const withoutPlaces = (reply: Reply): string => reply.text.replaceAll(/"(before|after)":"[^"]*"/g, '"$1":…')
/** The answer as it would be had nobody asked: same rows, same number, same order. */
const unasked = (text: string): string => text.replace(/"ignored":\[[^\]]*\]/, '"ignored":[]')

/** Where those of the clubs see nothing at all, they are asked about one record of each model: the others would answer the same. */
const isTried = ({ who }: Inquiry, row: WorldRow): boolean =>
  !/^(club_|union_)/.test(who.role) || lineFor(who, row.model).read !== 'none' || world.of(row.model)[0] === row

/** Every door on the first record of somebody else; on the next ones, which the same rule hides, a door each in turn. */
const doorsFor = <T>(doors: T[], place: number): T[] =>
  place <= 0 ? doors : doors.filter((_, index) => index === place % doors.length)

async function records(inquiry: Inquiry, row: WorldRow): Promise<void> {
  const { who, caller } = inquiry
  const at = `${row.model} ${row.tag}`
  if (!mayRead(who, row)) {
    const foreign = world.of(row.model).filter((one) => !mayRead(who, one))
    for (const action of ['show', ...doorsFor(['edit', 'history', ...PARTS], foreign.indexOf(row))])
      await inquiry.likeMissing(`${at} ${action}`, show(row.model, row.id, action), row.id)
    return
  }
  const shown = await caller.get(show(row.model, row.id))
  inquiry.clean(`${at} show`, shown)
  inquiry.judge(`${at} show`, shown.status === 200, `answers ${shown.status}`)
  const offered = (jsonOf(shown).record?.recordActions ?? []).map((action) => action.name)
  for (const [action, right] of [
    ['edit', 'update'],
    ['delete', 'delete'],
  ] as const)
    inquiry.judge(
      `${at} ${action}`,
      offered.includes(action) === mayOn(who, row, right),
      offered.includes(action) ? 'is offered' : 'is not offered',
    )
  for (const verb of offered.filter((one) => flowOf(row.model)?.verbs.has(one)))
    inquiry.judge(`${at} ${verb}`, mayUse(who.role, row.model, verb), 'is offered')
  const history = await caller.get(show(row.model, row.id, 'history'))
  inquiry.clean(`${at} history`, { ...history, text: withoutAuthors(inquiry, row, history.text) })
  for (const part of PARTS) await partOf(inquiry, row, part)
  const form = await caller.get(show(row.model, row.id, 'edit'))
  inquiry.clean(`${at} edit`, form)
  inquiry.judge(`${at} edit`, (form.status === 200) === mayOn(who, row, 'update'), `answers ${form.status}`)
}

/** Who sees a record is told to whoever manages, and is missing for anybody else. */
async function partOf(inquiry: Inquiry, row: WorldRow, part: string): Promise<void> {
  const { who, caller } = inquiry
  const at = `${row.model} ${row.tag} ${part}`
  const reply = await caller.get(show(row.model, row.id, part))
  inquiry.clean(at, part === 'documents' ? { ...reply, text: withoutAuthors(inquiry, row, reply.text) } : reply)
  const told = part !== 'viewers' || who.role === 'admin' || who.role === 'internship_officer'
  inquiry.judge(at, reply.status === (told ? 200 : 404), `answers ${reply.status}`)
}

/** A history names its authors; it tells why to those who may read why. */
function withoutAuthors({ who }: Inquiry, row: WorldRow, text: string): string {
  const mute = closedColumns(who, modelOf(row.model)).includes('statusReason')
  const known = mute ? text : text.replaceAll(/CNRY-Event-of\w+-reason/g, '')
  return known.replaceAll(/CNRY-Person-\w+-(first|last)Name/g, '')
}

async function ticked(inquiry: Inquiry, model: AnyModel): Promise<void> {
  const { who, caller } = inquiry
  const mine = world
    .of(model.name)
    .filter((row) => mayRead(who, row))
    .map((row) => row.id)
  const foreign = world.of(model.name).find((row) => !mayRead(who, row))?.id
  const path = (ids: string[]) => api(model.name, `bulk/legal?recordIds=${ids.join(',')}`)
  if (mine.length > 0) {
    const reply = await caller.get(path(mine))
    inquiry.clean(`${model.name} bulk own`, reply)
    inquiry.judge(`${model.name} bulk own`, reply.status === 200, `answers ${reply.status}`)
  }
  if (!foreign) return
  await inquiry.likeMissing(`${model.name} bulk foreign`, path([foreign]), foreign)
  if (mine[0]) await inquiry.likeMissing(`${model.name} bulk mixed`, path([mine[0], foreign]), foreign)
}

async function exports(inquiry: Inquiry, model: AnyModel): Promise<void> {
  const { who, caller } = inquiry
  const at = `${model.name} export`
  const asked = await caller.post(api(model.name, 'actions/export'), { format: 'csv', empty: 'true' })
  inquiry.clean(at, asked)
  const { href } = jsonOf(asked)
  inquiry.judge(at, (href !== undefined) === (lineFor(who, model.name).read !== 'none'), `answers ${asked.status}`)
  if (!href) return
  const file = await caller.get(href)
  inquiry.clean(at, file)
  inquiry.judge(at, file.status === 200, `gives ${file.status}`)
  const stranger = await (await inquiryOf(who.name === 'admin' ? 'student1' : 'admin')).caller.get(href)
  inquiry.judge(`${at} by another`, stranger.status === 404, `gives ${stranger.status}`)
  for (const column of closedColumns(who, model).slice(0, 3)) {
    const wanted = await caller.post(api(model.name, 'actions/export'), {
      format: 'csv',
      empty: 'true',
      columns: `id,${column}`,
    })
    inquiry.judge(`${at} ${column}`, wanted.status === 422, `answers ${wanted.status}`)
  }
}

/** A page that is not theirs, and a page that does not exist, are one answer: opened or sent to. */
async function pageDoor(inquiry: Inquiry, page: string): Promise<void> {
  const { who, caller } = inquiry
  const { by, opens } = PAGES[page] ?? { by: 'nobody', opens: false }
  const may = by === 'everyone' || by === who.role || (Array.isArray(by) && by.includes(who.role))
  const reply = await caller.get(`/admin/api/pages/${page}`)
  if (who.role !== 'admin') inquiry.clean(`page ${page}`, reply)
  inquiry.judge(`page ${page}`, (reply.status === 200) === (may && opens), `answers ${reply.status}`)
  if (may) return
  const sent = await caller.post(`/admin/api/pages/${page}`, { reason: 'x' })
  const nowhere = await caller.post('/admin/api/pages/nowhere', { reason: 'x' })
  inquiry.judge(`page ${page} sent to`, sent.status === 404 && sent.text === nowhere.text, `answers ${sent.status}`)
}

/** Files by their own address: those of others are missing. */
async function otherDownloads(inquiry: Inquiry): Promise<void> {
  const { who, caller } = inquiry
  const others =
    who.role === 'admin' ? [] : world.of('StoredFile').filter((row) => row.values.uploadedById !== who.personId)
  for (const file of others) await inquiry.likeMissing(`file ${file.tag}`, `/files/${file.id}`, file.id)
  for (const run of world.of('ImportRun').filter((row) => !mayRead(who, row)))
    await inquiry.likeMissing(`import ${run.tag}`, `/admin/downloads/import/${run.id}`, run.id)
  for (const model of open.filter((one) => lineFor(who, one.name).create === 'none')) {
    const reply = await caller.get(`/admin/downloads/template/${model.name}`)
    inquiry.judge(`template of ${model.name}`, reply.status === 404, `answers ${reply.status}`)
  }
}

/** Thirty a day are enough for a person, not for this page: the owner of the database makes today’s older. */
async function yesterdaysExports(): Promise<void> {
  await asOwner(
    `ALTER TABLE "Event" DISABLE TRIGGER USER; UPDATE "Event" SET at = at - interval '2 days' WHERE verb = 'export';
     ALTER TABLE "Event" ENABLE TRIGGER USER`,
    [],
    databaseUrl(),
  )
}

type Attempt = () => Promise<void>

function forbiddenWrites(inquiry: Inquiry, model: AnyModel): Attempt[] {
  return [
    ...edits(inquiry, model),
    ...manyAtOnce(inquiry, model),
    ...creations(inquiry, model),
    ...verbAttempts(inquiry, model),
    ...methods(inquiry, model),
  ]
}

const form = (fields: Record<string, string>): RequestInit => ({ method: 'POST', body: new URLSearchParams(fields) })

const textColumn = (model: AnyModel): string =>
  model.fields.find(
    (field) =>
      field.type === 'String' &&
      !field.enum &&
      !field.isId &&
      !field.readonly &&
      !field.secret &&
      field.native !== 'Uuid' &&
      field.kind !== 'email',
  )?.name ?? 'id'

function edits(inquiry: Inquiry, model: AnyModel): Attempt[] {
  const { who } = inquiry
  const rows = world.of(model.name).filter((row) => isTried(inquiry, row))
  const body = { version: '0', [textColumn(model)]: 'taken over' }
  const closed = rows.filter((row) => !mayOn(who, row, 'update'))
  const writable = rows.find((row) => mayOn(who, row, 'update'))
  const kept = rows.filter((row) => !mayOn(who, row, 'delete'))
  return [
    ...closed.map((row) => () => refusedOn(inquiry, row, 'edit', body)),
    ...kept.map((row) => () => refusedOn(inquiry, row, 'delete', { version: '0' })),
    ...(writable ? protectedColumns(inquiry, model, writable, closed[0]) : []),
    ...['delete', 'bulkDelete', 'edit'].map(
      (action) => () =>
        inquiry.likeMissing(
          `${model.name} bulk ${action}`,
          api(model.name, `bulk/${action}?recordIds=${rows[0]?.id}`),
          rows[0]?.id ?? '',
          form({}),
        ),
    ),
  ]
}

/** The change of many, on records that are not theirs to see: like missing ones, at its preview and at its confirmation. */
function manyAtOnce(inquiry: Inquiry, model: AnyModel): Attempt[] {
  const hidden = world.of(model.name).filter((row) => !mayRead(inquiry.who, row))
  const values = JSON.stringify({ [textColumn(model)]: 'taken over' })
  const path = api(model.name, 'actions/many')
  return hidden.flatMap(({ id, tag }, place) =>
    doorsFor(['preview', 'confirm'], place).map((step) => () => {
      const sent = form({ step, verb: 'update', mode: 'each', recordIds: id, values })
      return inquiry.likeMissing(`${model.name} ${tag} many ${step}`, path, id, sent)
    }),
  )
}

/** Not theirs to see: like a missing one. Theirs to see, not to change: refused, whatever the words. */
async function refusedOn(inquiry: Inquiry, row: WorldRow, action: string, body: Record<string, string>): Promise<void> {
  const at = `${row.model} ${row.tag} POST ${action}`
  const path = show(row.model, row.id, action)
  if (!mayRead(inquiry.who, row)) return inquiry.likeMissing(at, path, row.id, form(body))
  const reply = await inquiry.caller.post(path, body)
  inquiry.clean(at, reply)
  inquiry.judge(at, reply.status >= 400, `answers ${reply.status}`)
}

/** On a record that is theirs to edit: nobody decides its state, its author, its version, nor whose it is by naming another. */
function protectedColumns(inquiry: Inquiry, model: AnyModel, row: WorldRow, foreign: WorldRow | undefined): Attempt[] {
  const { who, caller } = inquiry
  const guarded = model.fields.filter(
    (field) => field.readonly || field.secret || closedColumns(who, model).includes(field.name),
  )
  const tries = guarded
    .filter((field) => field.name !== 'version')
    .map((field) => ({ name: field.name, value: field.isId ? (foreign?.id ?? randomUUID()) : '1' }))
  return [
    ...tries,
    { name: '__proto__', value: 'x' },
    { name: 'nope', value: 'x' },
    { name: '_force', value: 'true' },
  ].map(({ name, value }) => async () => {
    const at = `${model.name}.${name} POST edit`
    const reply = await caller.post(show(model.name, row.id, 'edit'), { version: '0', [name]: value })
    inquiry.clean(at, reply)
    inquiry.judge(at, [400, 422].includes(reply.status), `answers ${reply.status} ${reply.text.slice(0, 120)}`)
  })
}

function creations(inquiry: Inquiry, model: AnyModel): Attempt[] {
  const { who, caller } = inquiry
  const path = api(model.name, 'actions/new')
  const scope = lineFor(who, model.name).create
  const foreign = world.of(model.name).find((row) => !mayRead(who, row)) ?? world.of(model.name)[0]
  if (!foreign) return []
  const copy = Object.fromEntries(
    Object.entries(foreign.values)
      .filter(([, value]) => typeof value === 'string')
      .map(([name, value]) => [name, String(value)]),
  )
  const refused = async (at: string, fields: Record<string, string>) => {
    const reply = await caller.post(path, fields)
    inquiry.clean(at, reply)
    inquiry.judge(at, reply.status >= 400, `answers ${reply.status}`)
    if (scope === 'none') inquiry.judge(at, reply.status === 404, `answers ${reply.status}`)
  }
  if (scope === 'none') return [() => refused(`${model.name} new, everything copied`, copy)]
  const stolen = openFields(model, copy)
  const isForeign =
    !mayRead(who, foreign) && model.fields.some((field) => field.reference && stolen[field.name] !== undefined)
  return scope === 'all' || !isForeign ? [] : [() => refused(`${model.name} new, for another`, stolen)]
}

/** What a form would send, with the references of somebody else’s record. */
function openFields(model: AnyModel, copy: Record<string, string>): Record<string, string> {
  const writable = model.fields.filter((field) => !field.readonly && !field.secret && !field.isId)
  const own = Object.fromEntries(
    writable.filter((field) => copy[field.name] !== undefined).map((field) => [field.name, copy[field.name] ?? '']),
  )
  const dates = writable
    .filter((field) => field.type === 'DateTime' && field.required && !field.hasDefault)
    .map((field) => [field.name, '2026-05-04'])
  const numbers = writable
    .filter((field) => ['Int', 'Decimal'].includes(field.type) && field.required && !field.hasDefault)
    .map((field) => [field.name, '1'])
  return { ...own, ...Object.fromEntries([...dates, ...numbers]) }
}

function verbAttempts(inquiry: Inquiry, model: AnyModel): Attempt[] {
  const { who } = inquiry
  const rows = world.of(model.name).filter((row) => isTried(inquiry, row))
  const verbs = [...(flowOf(model.name)?.verbs.keys() ?? [])]
  const hidden = rows.filter((row) => !mayRead(who, row))
  return verbs.flatMap((verb) => {
    const may = mayUse(who.role, model.name, verb)
    const closed = rows.filter((row) =>
      mayRead(who, row) ? !may : doorsFor(verbs, hidden.indexOf(row)).includes(verb),
    )
    const one = rows[0]?.id ?? ''
    const mine = rows.find((row) => mayRead(who, row))?.id
    return [
      ...closed.map(
        (row) => () =>
          inquiry.likeMissing(
            `${model.name} ${row.tag} ${verb}`,
            show(model.name, row.id, verb),
            row.id,
            form({ reason: 'x' }),
          ),
      ),
      () => inquiry.likeMissing(`${model.name} ${verb} by GET`, show(model.name, one, verb), one),
      () =>
        inquiry.likeMissing(
          `${model.name} ${verb} on the list`,
          api(model.name, `actions/${verb}?id=${one}`),
          one,
          form({ reason: 'x' }),
        ),
      ...(closed[0] && mine
        ? [
            () =>
              inquiry.likeMissing(
                `${model.name} ${verb} on mixed`,
                api(model.name, `bulk/${verb}?recordIds=${mine},${closed[0]?.id}`),
                closed[0]?.id ?? '',
                form({ reason: 'x' }),
              ),
          ]
        : []),
    ]
  })
}

function methods(inquiry: Inquiry, model: AnyModel): Attempt[] {
  const row = world.of(model.name).find((one) => mayRead(inquiry.who, one)) ?? world.of(model.name)[0]
  if (!row) return []
  return ['HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'].flatMap((method) =>
    ['delete'].map((action) => async () => {
      const reply = await inquiry.caller.ask(show(model.name, row.id, action), { method })
      inquiry.judge(`${model.name} ${method} ${action}`, reply.status === 405, `answers ${reply.status}`)
      inquiry.clean(`${model.name} ${method} ${action}`, reply)
    }),
  )
}

/** The positive control: an edit that is theirs changes that table, adds its event, and touches nothing else. */
async function allowedWrite(inquiry: Inquiry, model: AnyModel): Promise<void> {
  const { who, caller } = inquiry
  const row = world.of(model.name).find((one) => mayOn(who, one, 'update'))
  if (!row) return
  const at = `${model.name} ${row.tag} edit`
  const opened = await caller.get(show(model.name, row.id, 'edit'))
  const { record } = JSON.parse(opened.text) as { record?: { params: Record<string, unknown> } }
  const before = await fingerprints()
  for (const column of model.fields.filter(
    (field) =>
      field.type === 'String' &&
      !field.enum &&
      !field.kind &&
      !field.readonly &&
      !field.isId &&
      field.native !== 'Uuid',
  )) {
    const value = `${String(record?.params[column.name] ?? '')}.`
    const reply = await caller.post(show(model.name, row.id, 'edit'), {
      version: String(record?.params.version ?? 0),
      [column.name]: value,
    })
    inquiry.clean(at, reply)
    if (reply.status !== 200) continue
    const changed = changedTables(before, await fingerprints()).filter((table) => !table.startsWith('pgboss.'))
    const holder = column.via ? catalogue.models[column.via.model].table : model.table
    const wanted = ['Event', holder, model.table]
    inquiry.judge(
      at,
      changed.every((table) => wanted.includes(table)) && changed.includes('Event'),
      `changed ${changed.join(' ')}`,
    )
    return
  }
}
