import pg from 'pg'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import type { CountsAnswer, DocumentsAnswer, ViewersAnswer, WaitingAnswer } from '../../components/record/see-state.ts'
import type { HistoryPage } from '../../components/state.ts'
import { later, now } from '../../src/platform/clock.ts'
import { prisma } from '../../src/platform/db.ts'
import { smallSchool } from '../domain/internships/world.ts'
import type { Door } from '../http/visitor.ts'
import { testDatabase } from '../support/database.ts'
import { type Inside, inside, jsonOf, openDesk } from './opened-desk.ts'

let door: Door
let officer: Inside
let tutor: Inside
let stranger: Inside
let student: Inside
let other: Inside
const ids = { offer: '', mine: '', theirs: '', placement: '' }
beforeAll(testDatabase)
beforeAll(async () => {
  door = await openDesk()
  officer = await inside(door, 'internship_officer')
  tutor = await inside(door, 'school_tutor')
  stranger = await inside(door, 'school_tutor')
  student = await inside(door, 'student')
  other = await inside(door, 'student')
  await tellStory()
  return door.close
})

/** Two students apply to one offer; one of them is placed, with a tutor. */
async function tellStory(): Promise<void> {
  const world = await smallSchool()
  const company = await world.company()
  ids.offer = (await company.offer({ seats: 3, taken: 1 })).id
  ids.mine = await candidature(student)
  ids.theirs = await candidature(other)
  ids.placement = (
    await prisma().placement.create({
      data: {
        ...{ studentId: await studentOf(student), campaignId: world.campaign.id, companyId: company.id },
        ...{ offerId: ids.offer, schoolTutorId: tutor.who.personId, notes: 'NOTE-INTERNE' },
        ...{ startsOn: new Date('2026-03-02'), endsOn: new Date('2026-03-31') },
      },
    })
  ).id
}

const studentOf = async ({ who }: Inside) =>
  (await prisma().student.findUniqueOrThrow({ where: { personId: who.personId } })).id

async function candidature(who: Inside): Promise<string> {
  const { id } = await prisma().candidature.create({
    data: {
      ...{ studentId: await studentOf(who), offerId: ids.offer, status: 'forwarded' },
      ...{ submittedAt: now(), forwardedAt: later(now(), { days: -3 }) },
    },
  })
  const tag = id.slice(-12)
  const file = await prisma().storedFile.create({
    data: {
      ...{ name: `CV ${tag}.pdf`, mime: 'application/pdf', size: 1234, sha256: 'x', storageKey: tag },
      ...{ ownerModel: 'Candidature', ownerId: id, uploadedById: who.who.personId },
    },
  })
  await prisma().candidature.update({ where: { id }, data: { cvFileId: file.id } })
  return id
}

const path = (model: string, id: string, part: string) => `/admin/api/resources/${model}/records/${id}/${part}`
const ask = async <T>(who: Inside, model: string, id: string, part: string): Promise<T> => {
  const answer = await who.visitor.api(path(model, id, part))
  expect(answer.status).toBe(200)
  return JSON.parse(answer.text)
}

describe('who sees a record', () => {
  test('whoever does not manage is told nothing, as if there were no such question', async () => {
    for (const [who, model, id] of [
      [student, 'Candidature', ids.mine],
      [tutor, 'Placement', ids.placement],
      [stranger, 'Placement', ids.placement],
    ] as const) {
      const asked = await who.visitor.api(path(model, id, 'viewers'))
      const unknown = await who.visitor.api(path(model, id, 'nothingOfTheKind'))
      expect([asked.status, jsonOf(asked).notice]).toEqual([404, jsonOf(unknown).notice])
    }
  })

  test('the officer reads who may open it, by role, for which reason, and what stays closed', async () => {
    const { groups } = await ask<ViewersAnswer>(officer, 'Placement', ids.placement, 'viewers')
    const of = (role: string) => groups.find((group) => group.role === role)
    expect(groups.map((group) => group.role).sort()).toEqual(
      ['Responsable des stages', 'Tuteur école', 'Étudiant'].sort(),
    )
    expect(of('Tuteur école')?.people.map((person) => [person.id, person.reasons])).toEqual([
      [tutor.who.personId, ['Est « Tuteur école » de ce dossier.']],
    ])
    expect(of('Étudiant')?.people.map((person) => person.id)).toEqual([student.who.personId])
    expect(of('Étudiant')?.hidden).toContain('Notes internes')
    expect(of('Responsable des stages')?.hidden).toEqual([])
  })

  test('a role that ended, or an account that closed, no longer sees anything', async () => {
    const assignment = await prisma().roleAssignment.findFirstOrThrow({ where: { personId: tutor.who.personId } })
    const until = (endsOn: Date | null) =>
      prisma().roleAssignment.update({
        where: { id: assignment.id },
        data: { endsOn, startsOn: new Date('2020-01-01') },
      })
    await until(new Date('2021-01-01'))
    const { groups } = await ask<ViewersAnswer>(officer, 'Placement', ids.placement, 'viewers')
    expect(groups.some((group) => group.role === 'Tuteur école')).toBe(false)
    await until(null)
  })
})

describe('the tabs of a record', () => {
  test('count what the person may read, and nothing else', async () => {
    const { counts } = await ask<CountsAnswer>(student, 'Offer', ids.offer, 'counts')
    expect([counts['Candidature.offerId'], counts.documents]).toEqual([1, 1])
    const all = await ask<CountsAnswer>(officer, 'Offer', ids.offer, 'counts')
    expect([all.counts['Candidature.offerId'], all.counts.documents]).toEqual([2, 2])
  })

  test('cost the same few statements whatever hangs on the record', async () => {
    const spent = async () => {
      const spy = vi.spyOn(pg.Pool.prototype, 'query')
      await ask(officer, 'Offer', ids.offer, 'counts')
      const texts = spy.mock.calls.map(([asked]) => JSON.stringify(asked))
      spy.mockRestore()
      return texts.filter((text) => text.includes('count(*)')).length
    }
    expect(await spent()).toBe(1)
  })
})

describe('opening a record', () => {
  /** What its page asks at once, in statements: who asks counts too. */
  const MOST = { show: 4, counts: 3, margin: 5, waiting: 7 }

  test('costs few statements, as many for one related record as for fifty', async () => {
    const spent = async (id: string) => {
      const counted: Record<string, number> = {}
      for (const action of Object.keys(MOST)) {
        const spy = vi.spyOn(pg.Pool.prototype, 'query')
        await ask(officer, 'Offer', id, action)
        counted[action] = spy.mock.calls.length
        spy.mockRestore()
      }
      return counted
    }
    await spent(ids.offer)
    const few = await spent(ids.offer)
    const { campaignId } = await prisma().offer.findUniqueOrThrow({ where: { id: ids.offer } })
    const cohort = await prisma().cohort.findFirstOrThrow()
    for (let i = 0; i < 50; i++) {
      const person = { create: { lastName: `Nombreux ${i}`, firstName: 'Un', email: `nombreux${i}@horizon.example` } }
      const student = { create: { matricule: `NB${i}`, cohort: { connect: { id: cohort.id } }, person } }
      const [offer, campaign] = [{ connect: { id: ids.offer } }, { connect: { id: campaignId } }]
      await prisma().candidature.create({ data: { student, offer, campaign } })
    }
    expect(await spent(ids.offer)).toEqual(few)
    expect(few).toEqual(MOST)
    await prisma().candidature.deleteMany({ where: { student: { matricule: { startsWith: 'NB' } } } })
  })
})

describe('documents', () => {
  test('those of another are not there', async () => {
    expect((await student.visitor.api(path('Candidature', ids.theirs, 'documents'))).status).toBe(404)
    const { documents } = await ask<DocumentsAnswer>(student, 'Offer', ids.offer, 'documents')
    expect(documents.map((one) => one.name)).toEqual([`CV ${ids.mine.slice(-12)}.pdf`])
  })

  test('say what they are, how heavy, whose, and to which record they belong', async () => {
    const { documents } = await ask<DocumentsAnswer>(officer, 'Offer', ids.offer, 'documents')
    expect(documents).toHaveLength(2)
    expect(documents[0]).toMatchObject({
      kind: 'CV',
      size: 1234,
      mime: 'application/pdf',
      holder: { label: 'Candidature' },
    })
    const own = await ask<DocumentsAnswer>(officer, 'Candidature', ids.mine, 'documents')
    expect(own.documents.map((one) => one.holder)).toEqual([null])
  })
})

describe('why a record stands still', () => {
  test('whose turn it is, since when, and what the house does next', async () => {
    const { waiting } = await ask<WaitingAnswer>(officer, 'Candidature', ids.mine, 'waiting')
    expect(waiting?.steps.filter((step) => step.expected).map((step) => step.role)).toEqual(['Tuteur entreprise'])
    expect(waiting?.next?.text).toBe('Premier rappel à l’entreprise')
    expect(waiting?.steps.find((step) => step.role === 'Responsable des stages')).toMatchObject({ mine: true })
  })

  test('names only the people whom the one who asks may know', async () => {
    const mine = await ask<WaitingAnswer>(student, 'Candidature', ids.mine, 'waiting')
    expect(mine.waiting?.steps.find((step) => step.role === 'Responsable des stages')?.people).toEqual([])
    const theirs = await ask<WaitingAnswer>(officer, 'Candidature', ids.mine, 'waiting')
    const { firstName, lastName } = await prisma().person.findUniqueOrThrow({ where: { id: officer.who.personId } })
    expect(theirs.waiting?.steps.find((step) => step.role === 'Responsable des stages')?.people).toContain(
      `${firstName} ${lastName}`,
    )
  })
})

describe('a glance', () => {
  test('is missing for whoever may not read, and a few columns for whoever may', async () => {
    expect((await stranger.visitor.api(path('Placement', ids.placement, 'glance'))).status).toBe(404)
    const answer = await tutor.visitor.api(path('Placement', ids.placement, 'glance'))
    expect(answer.text).not.toContain('NOTE-INTERNE')
    expect(Object.keys(jsonOf(answer).record.params).length).toBeLessThanOrEqual(5)
  })
})

describe('what is worked out', () => {
  test('comes with its explanation, and only to whoever reads what it is made of', async () => {
    const { record } = await ask<{ record: { computed: { label: string; value: string; how: string }[] } }>(
      officer,
      'Placement',
      ids.placement,
      'show',
    )
    const how = 'Du premier au dernier jour, tous deux comptés.'
    expect(record.computed).toContainEqual({ label: 'Durée', value: '30 jours', how })
    expect(record.computed.every((one) => one.how.length > 10)).toBe(true)
    const offer = await ask<{ record: { computed: { value: string }[] } }>(student, 'Offer', ids.offer, 'show')
    expect(offer.record.computed[0]?.value).toBe('2 places')
  })
})

describe('a long history', () => {
  test('comes by pages, and narrows to a verb or to what the house did by itself', async () => {
    const { id } = await prisma().room.create({ data: { name: 'Salle à histoires', capacity: 20 } })
    await prisma().event.createMany({
      data: Array.from({ length: 60 }, (_, i) => ({
        ...{ at: later(now(), { minutes: -i }), noun: 'Room', recordId: id, requestId: crypto.randomUUID() },
        ...(i % 2
          ? { verb: 'update', role: 'internship_officer', actorId: officer.who.personId }
          : { verb: 'create', role: 'system' }),
      })),
    })
    const page = (query: string) => ask<HistoryPage>(officer, 'Room', id, `history?${query}`)
    const first = await page('')
    expect([first.history.length, first.meta.total, first.verbs?.length, first.people?.length]).toEqual([25, 60, 2, 2])
    expect((await page('page=3')).history).toHaveLength(10)
    expect((await page('verb=update')).meta.total).toBe(30)
    expect((await page(`by=house&verb=update`)).meta.total).toBe(0)
    expect((await page(`by=${officer.who.personId}`)).meta.total).toBe(30)
    expect((await page('by=%27&page=-1')).meta.total).toBe(60)
  })
})
