import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { historyOf } from '../../admin/actions/history.ts'
import { activityPage } from '../../admin/activity/page.ts'
import { COMMON, PAST } from '../../admin/activity/past.ts'
import { PAST_PAPERS } from '../../admin/activity/past-papers.ts'
import { patternOf } from '../../admin/activity/sentence.ts'
import { pages } from '../../admin/verbs.ts'
import type { ActivityAnswer, ActivityLine } from '../../components/activity/state.ts'
import { type Context, runAs } from '../../src/access/actor.ts'
import { WINDOW } from '../../src/access/happened.ts'
import { isModel, modelOf } from '../../src/access/model.ts'
import { find } from '../../src/access/select.ts'
import { recordMany } from '../../src/kit/event.ts'
import { allFlows } from '../../src/kit/flow.ts'
import { createRecord, removeRecord, updateRecord } from '../../src/kit/record.ts'
import { setClock } from '../../src/platform/clock.ts'
import { prisma, transaction } from '../../src/platform/db.ts'
import { act, applied, asRole, at, person, smallSchool, type World } from '../domain/internships/world.ts'
import { testDatabase } from '../support/database.ts'

beforeAll(testDatabase)
beforeAll(activityPage)
afterAll(() => setClock(null))

let school: World
let awa: Awaited<ReturnType<World['student']>>
let hugo: Awaited<ReturnType<World['student']>>
let host: Awaited<ReturnType<World['company']>>
let rival: Awaited<ReturnType<World['company']>>
let mine: string
let another: string

beforeAll(async () => {
  at('2025-12-01T08:00')
  school = await smallSchool()
  ;[awa, hugo, host, rival] = [
    await school.student(),
    await school.student(),
    await school.company(),
    await school.company(),
  ]
  for (const [who, lastName] of [
    [awa, 'CNRYAWA'],
    [hugo, 'CNRYHUGO'],
  ] as const)
    await prisma().person.update({ where: { id: who.personId }, data: { lastName } })
  const offer = await host.offer({ seats: 9 })
  at('2025-12-01T09:00')
  mine = await applied(awa, offer.id)
  at('2025-12-01T10:00')
  another = await applied(hugo, offer.id)
  at('2025-12-01T11:00')
  for (const id of [mine, another]) await act(school.officer, 'Candidature', 'shortlist', id)
  at('2025-12-01T12:00')
})

const activity = async (ctx: Context, query: Record<string, string> = {}): Promise<ActivityAnswer> =>
  (await runAs(ctx, () =>
    pages.get('activity')?.handle({ method: 'GET', query, fields: {}, files: {} }, ctx),
  )) as ActivityAnswer

const told = async (ctx: Context, query: Record<string, string> = {}): Promise<string[]> =>
  (await activity(ctx, query)).lines.map(sentence)

const sentence = ({ who, did, what, records, rest, changed }: ActivityLine): string =>
  [who, did, what ?? records[0]?.title, rest, changed.length > 0 ? `(${changed.join(', ')})` : '']
    .filter(Boolean)
    .join(' ')
    .replaceAll(/[\u202f\u00a0]/g, ' ')

describe('Recent activity, by right', () => {
  it('never tells a student the name, the candidature or the doing of another', async () => {
    const bytes = JSON.stringify(await activity(awa.ctx()))
    expect(bytes).toContain('CNRYAWA')
    expect(bytes).not.toContain('CNRYHUGO')
    expect(bytes).not.toContain(another)
    const lines = await told(awa.ctx())
    expect(lines.filter((line) => line.includes('présélectionné'))).toEqual([
      expect.stringMatching(/^Le service des stages a présélectionné la candidature/),
    ])
    expect(lines.some((line) => line.startsWith('Vous avez soumis la candidature'))).toBe(true)
  })

  it('never tells a student what happened to an offer that they only look at', async () => {
    await act(school.officer, 'Offer', 'suspend', (await host.offer()).id)
    expect((await activity(awa.ctx())).nouns.map(({ value }) => value)).not.toContain('Offer')
    expect(await told(awa.ctx(), { noun: 'Offer' })).toEqual(await told(awa.ctx()))
    expect((await told(school.officer.ctx(), { noun: 'Offer' })).join()).toContain('suspendu l’offre de stage')
  })

  it('tells a company of a candidature from the day it is forwarded to them, and no other company', async () => {
    expect(JSON.stringify(await activity(host.ctx()))).not.toContain('CNRY')
    at('2025-12-02T09:00')
    await act(school.officer, 'Candidature', 'forward', mine)
    at('2025-12-02T09:30')
    const bytes = JSON.stringify(await activity(host.ctx()))
    expect(bytes).toContain('CNRYAWA')
    expect(bytes).not.toContain('CNRYHUGO')
    expect(JSON.stringify(await activity(rival.ctx()))).not.toContain('CNRY')
  })

  it('tells an officer of one department nothing of another', async () => {
    const elsewhere = await smallSchool()
    const officer = asRole('internship_officer', await person('Voisin'), {
      roles: [{ role: 'internship_officer', departmentId: elsewhere.department.id }],
    })
    expect(JSON.stringify(await activity(officer.ctx()))).not.toContain('CNRY')
  })

  it('forgets at once what somebody may no longer read, and what is gone', async () => {
    const { id } = await createRecord(school.admin.ctx(), 'Room', { name: 'Salle CNRYROOM' })
    expect((await told(school.admin.ctx())).join()).toContain('Vous avez créé la salle Salle CNRYROOM')
    await removeRecord(school.admin.ctx(), 'Room', id, 0)
    expect(JSON.stringify(await activity(school.admin.ctx()))).not.toContain('CNRYROOM')
  })

  it('says which columns changed, never their values, and nothing of columns that are closed', async () => {
    at('2025-12-02T10:00')
    const { version } = await prisma().candidature.findUniqueOrThrow({ where: { id: mine } })
    await updateRecord(school.officer.ctx(), 'Candidature', mine, version, { notes: 'CNRYNOTE' })
    at('2025-12-02T10:30')
    const staff = await activity(school.officer.ctx(), { noun: 'Candidature' })
    expect(staff.lines.map(sentence)[0]).toMatch(/^Vous avez modifié la candidature .* \(Notes internes\)$|\(Notes/)
    expect(JSON.stringify(staff)).not.toContain('CNRYNOTE')
    expect((await told(awa.ctx())).some((line) => line.includes('modifié'))).toBe(false)
  })

  it('tells nobody the habits of another: exports, agenda links, languages, mails', async () => {
    const silent = [
      'Account',
      'MailDelivery',
      'ExportRun',
      'SavedView',
      'Notification',
      'Impersonation',
      'SurveyAnswer',
    ]
    const { nouns } = await activity(school.admin.ctx())
    expect(nouns.length).toBeGreaterThan(20)
    for (const { value } of nouns) {
      expect(silent).not.toContain(value)
      expect(isModel(value) && modelOf(value).internal).toBe(false)
    }
    const verbs = ['export', 'subscribeCalendar', 'revokeCalendar', 'viewAs', 'update']
    await transaction((tx) =>
      recordMany(
        tx,
        hugo.ctx(),
        verbs.map((verb) => ({
          ...{ noun: 'Person' as const, recordId: hugo.personId, verb, role: 'student' },
          after: { phone: '+221 77 000 00 00' },
        })),
      ),
    )
    const lines = (await activity(school.admin.ctx(), { noun: 'Person' })).lines.map(sentence)
    expect(lines).toEqual([expect.stringContaining('a modifié la personne CNRYHUGO')])
  })
})

describe('A history, by right', () => {
  it('does not tell who else applied to an offer that many may read', async () => {
    const { offerId } = await prisma().candidature.findUniqueOrThrow({ where: { id: mine } })
    const asked = { verb: null, by: null, page: 1, perPage: 25 }
    for (const who of [awa, host]) {
      const row = await find(who.ctx(), 'Offer', offerId)
      if (!row) throw new Error('The offer is not read')
      const { history } = await historyOf(who.ctx(), modelOf('Offer'), row, asked)
      expect(history.map(({ actor }) => actor)).toContain('Une autre personne')
      expect(JSON.stringify(history)).not.toContain('CNRYHUGO')
    }
    const row = await find(school.officer.ctx(), 'Offer', offerId)
    const own = row && (await historyOf(school.officer.ctx(), modelOf('Offer'), row, asked))
    expect(JSON.stringify(own)).toContain('CNRYHUGO')
  })
})

describe('Recent activity, in words', () => {
  it('groups what one person did to many on one day, and says which', async () => {
    at('2025-12-03T08:00')
    const offer = await host.offer({ seats: 20 })
    const ids: string[] = []
    for (let n = 0; n < 12; n++) ids.push(await applied(await school.student(), offer.id))
    at('2025-12-03T09:00')
    for (const id of ids) await act(school.officer, 'Candidature', 'shortlist', id)
    at('2025-12-03T10:00')
    const { lines } = await activity(school.admin.ctx(), { noun: 'Candidature' })
    const [line] = lines
    expect(line && sentence(line)).toMatch(
      /^Test Responsable.* a présélectionné 12 candidatures$|a présélectionné 12 candidatures/,
    )
    expect([line?.records.length, line?.others]).toEqual([5, 7])
    expect(lines.filter(({ did }) => did === 'a présélectionné').map(({ what }) => what)).toEqual([
      '12 candidatures',
      '2 candidatures',
    ])
  })

  it('says once what was made and submitted at one stroke', async () => {
    const lines = await told(awa.ctx(), { noun: 'Candidature' })
    expect(lines.filter((line) => line.startsWith('Vous avez soumis'))).toHaveLength(1)
    expect(lines.filter((line) => line.startsWith('Vous avez créé'))).toEqual([])
  })

  it('speaks English to whoever reads English', async () => {
    const reader = asRole('admin', await person('Reader'), { locale: 'en' })
    const lines = await told(reader.ctx(), { noun: 'Candidature' })
    expect(lines[0]).toContain('shortlisted 12 candidatures')
    const { lines: offers } = await activity(reader.ctx(), { noun: 'Offer' })
    expect(offers.map(({ did }) => did)).toContain('suspended the offer')
  })

  it('tells a verb without words of its own by its button', () => {
    expect(patternOf('Offer', 'fly', 'fr')).toBe('a choisi « Autre opération » pour {}')
    expect(patternOf('Candidature', 'shortlist', 'en')).toBe('shortlisted {}')
  })

  it('has both languages, one place for the record, and a subject that « vous » can replace', () => {
    for (const verbs of [COMMON, ...Object.values(PAST), ...Object.values(PAST_PAPERS)])
      for (const { fr, en } of Object.values(verbs)) {
        expect([fr, fr.split('{}').length, en.split('{}').length]).toEqual([fr, 2, 2])
        expect(fr).toMatch(/^a /)
      }
  })

  it('has words of its own, in both languages, for every verb of every life cycle', () => {
    const missing = allFlows().flatMap(({ model, verbs }) =>
      [...verbs.keys()]
        .filter((verb) => !(PAST[model]?.[verb] ?? PAST_PAPERS[model]?.[verb] ?? COMMON[verb]))
        .map((verb) => `${model}.${verb}`),
    )
    expect(missing).toEqual([])
  })

  it('counts an import as one line, however large, and goes on before it', async () => {
    at('2025-12-04T08:00')
    const room = await prisma().room.create({ data: { name: 'Salle 1' } })
    await createRecord(school.admin.ctx(), 'Room', { name: 'Salle d’avant' })
    at('2025-12-04T09:00')
    const happening = { noun: 'Room' as const, recordId: room.id, verb: 'create', role: 'admin', after: { name: 'x' } }
    await transaction((tx) => recordMany(tx, school.officer.ctx(), Array(WINDOW + 5).fill(happening)), { long: true })
    at('2025-12-04T10:00')
    const first = await activity(school.admin.ctx(), { noun: 'Room' })
    expect(first.lines.map(sentence)).toEqual([expect.stringContaining('a créé la salle Salle 1')])
    const then = await activity(school.admin.ctx(), {
      noun: 'Room',
      ...Object.fromEntries(new URLSearchParams(first.next ?? '')),
    })
    expect(then.lines.map(sentence)).toEqual(['Vous avez créé la salle Salle d’avant'])
    expect(then.next).toBeNull()
  })

  it('is turned page by page without a line lost or told twice', async () => {
    at('2025-12-05T08:00')
    const rooms: string[] = []
    for (let day = 1; day <= 28; day++)
      for (const hour of ['08:00', '08:00', '09:00']) {
        at(`2025-10-${String(day).padStart(2, '0')}T${hour}`)
        const who = hour === '09:00' ? school.officer : asRole('internship_officer', await person('Autre'))
        rooms.push((await createRecord(who.ctx(), 'Room', { name: `Salle ${rooms.length + 10}` })).id)
      }
    at('2025-10-31T08:00')
    const seen: string[] = []
    let next: string | null = ''
    for (let turn = 0; next !== null && turn < 20; turn++) {
      const page: ActivityAnswer = await activity(school.admin.ctx(), {
        noun: 'Room',
        ...Object.fromEntries(new URLSearchParams(next)),
      })
      seen.push(...page.lines.flatMap(({ records }) => records.map(({ href }) => href.split('/')[5] ?? '')))
      next = page.next
    }
    expect(seen.length).toBe(rooms.length)
    expect(new Set(seen)).toEqual(new Set(rooms))
  })
})

describe('Recent activity asked badly', () => {
  const badly: Record<string, string>[] = [
    { before: 'x' },
    { before: '2025-99-99T00:00:00.000Z' },
    { until: '2025-12-01T00:00:00.000Z' },
    { noun: 'Session' },
    { noun: '__proto__' },
  ]

  it.each(badly)('%j answers as if it had not been asked', async (query) => {
    expect(await activity(awa.ctx(), query)).toEqual(await activity(awa.ctx()))
  })
})
