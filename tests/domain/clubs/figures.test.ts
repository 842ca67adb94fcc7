import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sheetsOf } from '../../../src/domain/clubs/assiduity.ts'
import { figuresOf } from '../../../src/domain/clubs/figures.ts'
import { nameKey } from '../../../src/domain/clubs/name-key.ts'
import { periodAsked } from '../../../src/domain/clubs/period.ts'
import { publicFigures } from '../../../src/domain/clubs/public-figures.ts'
import { topOf } from '../../../src/domain/clubs/top.ts'
import { laurelsOf } from '../../../src/domain/clubs/winners.ts'
import { dateOfDay, now, setClock } from '../../../src/platform/clock.ts'
import { prisma } from '../../../src/platform/db.ts'
import { testDatabase } from '../../support/database.ts'
import { at, day } from '../internships/world.ts'
import { participant, smallClub } from './small-club.ts'

type Club = Awaited<ReturnType<typeof smallClub>>
let info: Club
let english: Club
const names = ['Ouédraogo', 'Sana', 'Kaboré', 'Traoré', 'Zida']
let people: string[] = []

beforeAll(testDatabase)
beforeAll(async () => {
  at('2027-03-12T10:00:00')
  ;[info, english] = [await smallClub(), await smallClub()]
  people = []
  for (const [i, name] of names.entries()) people.push((await participant(name, 'Aïcha', { showsName: i === 0 })).id)
  await story()
})
afterAll(() => setClock(null))

const over = (on: string, more: Record<string, unknown> = {}) => ({
  ...{ status: 'finished', startsAt: dateOfDay(on), finishedAt: dateOfDay(on), difficulties: 'CANARI-difficulté' },
  ...more,
})

/** T1: 4, 2 and 3 came, once nobody counted; T2: 5 and 5, one of them with the English club; one cancelled with five. */
async function story(): Promise<void> {
  const held = async (club: Club, on: string, came: string[], more = {}) => {
    const activity = await club.activity(over(on, more))
    await club.came(activity.id, came, { rating: 4, suggestion: 'CANARI-suggestion' })
    return activity
  }
  await held(info, '2026-10-08', people.slice(0, 4))
  await held(info, '2026-11-05', people.slice(0, 2))
  await held(info, '2026-11-19', people.slice(0, 3), { theme: 'Atelier  Python' })
  await held(info, '2026-11-20', [], { notTakenReason: 'Panne de courant' })
  const joint = await held(info, '2027-01-14', people, { theme: 'Hackathon' })
  await prisma().jointClub.create({ data: { activityId: joint.id, clubId: english.club.id } })
  const contest = await held(info, '2027-02-11', people, { kind: 'competition', theme: 'Concours' })
  // The same day, the same theme: one more session, not one more activity
  await held(info, '2026-11-19', people.slice(0, 1), { theme: 'atelier python' })
  const gone = await held(info, '2027-02-18', people)
  await prisma().activity.update({ where: { id: gone.id }, data: { status: 'cancelled' } })
  const waiting = await participant('En attente')
  await info.came(contest.id, [waiting.id], { status: 'to_confirm' })
  const alias = await participant('Alias', 'Aïcha', { status: 'merged', mergedIntoId: people[0] })
  await info.came(contest.id, [alias.id])
  await prisma().winner.createMany({
    data: [
      { activityId: contest.id, rank: 1, participantId: people[0] ?? null },
      { activityId: contest.id, rank: 1, participantId: people[1] ?? null },
      { activityId: contest.id, rank: 3, team: 'Les bleus' },
    ],
  })
  await prisma().improvement.create({ data: { clubId: info.club.id, said: 'Trop tard le soir', isPublic: true } })
  await prisma().improvement.create({ data: { clubId: info.club.id, said: 'CANARI-privé' } })
  await prisma().task.create({ data: { clubId: info.club.id, name: 'CANARI-tâche' } })
}

const looked = async (period?: string) => {
  const asked = await periodAsked(period, now())
  return figuresOf([info.club.id, english.club.id], asked, now())
}

describe('The figures of a club', () => {
  it('count confirmed presences of finished activities, and average those that were taken', async () => {
    const { clubs, overall } = await looked()
    const [first, second] = clubs
    expect(first?.attended).toEqual({ activities: 7, taken: 6, presences: 20, mean: 20 / 6 })
    expect(first?.people).toBe(5)
    expect(second?.attended).toMatchObject({ activities: 1, presences: 5 })
    // The joint activity is one for each club, and one over all
    expect(overall.attended).toMatchObject({ activities: 7, presences: 20 })
    expect(overall.people).toBe(5)
  })

  it('of a quarter are compared with the quarter before, even over the summer', async () => {
    const { clubs } = await looked('T2')
    expect(clubs[0]?.attended).toMatchObject({ activities: 2, mean: 5 })
    expect(clubs[0]?.evolution).toEqual({ percent: 100, isSmall: true })
    expect((await looked('T1')).clubs[0]?.evolution.percent).toBeNull()
    expect((await looked('last')).clubs[0]?.attended.activities).toBe(0)
  })

  it('follow the frozen programme of the year, what is beside it apart', async () => {
    const programme = await prisma().actionProgramme.create({
      data: { clubId: english.club.id, year: '2026-2027', status: 'validated', validatedAt: now() },
    })
    const planned = { programmeId: programme.id, plannedOn: day('2027-01-10') }
    await english.activity({ ...over('2027-01-10'), ...planned })
    await english.activity({ status: 'cancelled', ...planned })
    await english.activity({ status: 'cancelled', ...planned, cancellationApprovedAt: now() })
    await english.activity(over('2027-01-20'))
    const { clubs, overall } = await looked()
    expect(clubs[1]?.execution).toMatchObject({ planned: 3, done: 1, excused: 1, rate: 50, outside: 1 })
    expect(overall.rate).toBe(50)
    expect(clubs[0]?.execution).toMatchObject({ planned: 0, rate: null, outside: 7 })
  })
})

describe('The top ten', () => {
  it('counts the two sessions of a day once, a joint activity in each club, and says who organises', async () => {
    const { facts } = await looked()
    const top = await topOf(facts, [info.club.id])
    const lines = top.lines.map(({ rank, score }) => `${rank}: ${score}`)
    expect(lines).toEqual(['1: 5', '1: 5', '3: 4', '4: 3', '5: 2'])
    expect((await topOf(facts, [english.club.id])).lines.every(({ score }) => score === 1)).toBe(true)
    const face = await prisma().participant.findUniqueOrThrow({ where: { id: people[0] ?? '' } })
    const key = nameKey(face.lastName, face.firstName)
    await prisma().participant.update({ where: { id: face.id }, data: { nameKey: key } })
    const seat = {
      clubId: info.club.id,
      lastName: face.lastName,
      firstName: face.firstName,
      startsOn: day('2026-10-01'),
    }
    await prisma().clubMember.create({ data: seat })
    const flagged = (await topOf(facts, [info.club.id])).lines.filter(({ isOrganiser }) => isOrganiser)
    expect(flagged.map(({ id }) => id)).toEqual([face.id])
    await prisma().club.update({ where: { id: info.club.id }, data: { ranksOrganisers: false } })
    expect((await topOf(facts, [info.club.id])).lines.map(({ id }) => id)).not.toContain(face.id)
    await prisma().club.update({ where: { id: info.club.id }, data: { ranksOrganisers: true } })
  })

  it('is masked for the public, but for who agreed; winners too', async () => {
    const shown = await publicFigures(info.club.id, now())
    expect(shown?.top.map(({ name }) => name)).toContain('Aïcha Ouédraogo')
    expect(shown?.top.filter(({ name }) => name === 'A. S.')).toHaveLength(1)
    expect(shown?.winners.map(({ rank, name }) => [rank, name])).toEqual([
      [1, 'Aïcha Ouédraogo'],
      [1, 'A. S.'],
      [3, 'Les bleus'],
    ])
    const known = await laurelsOf([info.club.id], '2026-10-01', '2027-09-30')
    expect(known.map(({ name }) => name)).toContain('Aïcha Sana')
  })
})

describe('What the public is given', () => {
  it('holds no difficulty, suggestion, task, private answer, rating unless switched on, nor name without consent', async () => {
    const text = JSON.stringify(await publicFigures(info.club.id, now()))
    for (const canary of ['CANARI', 'Sana', 'Kaboré', 'Traoré', 'Zida', 'Statistique', people[1] ?? ''])
      expect(text).not.toContain(canary)
    expect(text).toContain('Trop tard le soir')
    expect((await publicFigures(info.club.id, now()))?.rating).toBeNull()
    await prisma().club.update({ where: { id: info.club.id }, data: { showsRatings: true } })
    expect((await publicFigures(info.club.id, now()))?.rating).toEqual({ mean: 4, n: 20 })
    await prisma().club.update({ where: { id: info.club.id }, data: { isActive: false } })
    expect(await publicFigures(info.club.id, now())).toBeNull()
  })
})

describe('The attendance of the bureau', () => {
  it('5 present, 1 late, 1 excused, 1 absent in eight closed meetings: 85.7 %', async () => {
    const { memberId } = english.member
    const marks = ['present', 'present', 'present', 'present', 'present', 'late', 'excused', 'absent'] as const
    for (const [i, mark] of marks.entries()) {
      const meeting = await prisma().meeting.create({
        data: { clubId: english.club.id, subject: `Bureau ${i}`, heldAt: day('2027-01-10'), status: 'closed' },
      })
      await prisma().meetingAttendance.create({ data: { meetingId: meeting.id, memberId, mark } })
    }
    const open = await prisma().meeting.create({
      data: { clubId: english.club.id, subject: 'À venir', heldAt: day('2027-01-11') },
    })
    await prisma().meetingAttendance.create({ data: { meetingId: open.id, memberId, mark: 'absent' } })
    const sheet = (await sheetsOf([memberId], '2026-10-01', '2027-09-30')).get(memberId)
    expect(sheet?.rate?.toFixed(1)).toBe('85.7')
    expect(sheet).toMatchObject({ came: 6, expected: 7 })
  })
})
