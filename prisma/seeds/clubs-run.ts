import { randomUUID } from 'node:crypto'
import { nameKey } from '../../src/domain/clubs/name-key.ts'
import { newReceipt } from '../../src/domain/clubs/receipt.ts'
import { printReport } from '../../src/domain/clubs/report.ts'
import { yearNow } from '../../src/domain/clubs/year.ts'
import { atSchool, dayOf, now } from '../../src/platform/clock.ts'
import { config } from '../../src/platform/config.ts'
import { prisma } from '../../src/platform/db.ts'
import { cast } from './cast.ts'
import type { PlayedClub } from './clubs.ts'
import { ENGLISH, INFO, type Plan, TASKS } from './clubs-plans.ts'
import { personOf } from './names.ts'
import { act, create, type Stage } from './stage.ts'

type Told = { id: string; lead: string; plans: Plan[]; offset: number }

/** A year of the clubs whose lead logs in: a programme validated and followed, people who come, a bureau that meets. */
export async function playClubsRun(stage: Stage, clubs: PlayedClub[]): Promise<void> {
  const idOf = (slug: string) => clubs.find((one) => one.slug === slug)?.id ?? ''
  stage.moveTo(0)
  const year = (await yearNow(now())).name
  const people = await participants(stage)
  const told: Told[] = [
    { id: idOf('informatique'), lead: cast.clubInfo.email, plans: INFO, offset: 0 },
    { id: idOf('anglais'), lead: cast.clubEnglish.email, plans: ENGLISH, offset: 17 },
  ]
  for (const club of told) await playYear(stage, club, year, people, idOf)
  await playBureau(stage, idOf('informatique'))
  await playFollowUps(stage, idOf('informatique'))
}

async function playYear(stage: Stage, club: Told, year: string, people: string[], idOf: (slug: string) => string) {
  stage.moveTo(-52)
  const lead = await stage.as(club.lead)
  const programmeId = await create(lead, 'ActionProgramme', { clubId: club.id, year, objectives: OBJECTIVES })
  const planned = new Map<Plan, string>()
  for (const plan of club.plans.filter(({ outside }) => !outside)) {
    planned.set(plan, await create(lead, 'Activity', { ...rowOf(stage, club.id, plan), programmeId }))
  }
  await act(lead, 'ActionProgramme', 'submit', programmeId)
  await act(await stage.as(cast.union.email), 'ActionProgramme', 'validate', programmeId)
  for (const plan of club.plans) await live(stage, club, plan, planned.get(plan), people, idOf)
}

const OBJECTIVES = 'Une activité chaque semaine, un concours par trimestre, une attestation pour les plus assidus.'

const rowOf = (stage: Stage, clubId: string, { day, theme, kind = 'workshop', place = 'Amphi A' }: Plan) => ({
  ...{ clubId, theme, kind, place },
  startsAt: atSchool(`${dayOf(stage.day(day), 'UTC')}T16:00`, config.schoolTz),
  endsAt: atSchool(`${dayOf(stage.day(day), 'UTC')}T18:00`, config.schoolTz),
})

// Seconds after the morning of the stage: ten to four, six in the evening
const OPENING = 7 * 3_600 + 1_200
const END = 9 * 3_600 + 1_800

async function live(
  stage: Stage,
  club: Told,
  plan: Plan,
  known: string | undefined,
  people: string[],
  idOf: (slug: string) => string,
): Promise<void> {
  if (plan.day > 0) return
  stage.moveTo(plan.day, OPENING)
  const lead = await stage.as(club.lead)
  const id = known ?? (await create(lead, 'Activity', rowOf(stage, club.id, plan)))
  // A club reads its own alone: the Amicale brings two together
  if (plan.with) {
    await create(await stage.as(cast.union.email), 'JointClub', { activityId: id, clubId: idOf(plan.with) })
  }
  if (plan.ends === 'cancelled') {
    await act(lead, 'Activity', 'cancel', id, {}, 'Le centre de données reporte ses visites à l’an prochain.')
    await act(await stage.as(cast.union.email), 'Activity', 'approveCancellation', id)
    return
  }
  if (!plan.notTaken) await act(lead, 'Activity', 'start', id)
  const came = crowd(people, plan, club.offset)
  await sign(id, came, plan)
  if (plan.ends === 'running') return
  stage.moveTo(plan.day, END)
  const evening = await stage.as(club.lead)
  const notTakenReason = plan.notTaken
  const difficulties = plan.difficulty ?? 'aucune'
  await act(evening, 'Activity', 'finish', id, { difficulties, ...(notTakenReason && { notTakenReason }) })
  if (plan.kind === 'competition') {
    await crown(stage, club.lead, id, came)
    await printReport(id)
  }
}

/** Faithful first: the same faces come back, with a few new ones each time. */
const crowd = (people: string[], { came = 0, day, ends }: Plan, offset: number): string[] =>
  Array.from({ length: ends === 'running' ? 6 : came }, (_, i) => {
    const turn = i < 9 ? i + offset : 9 + ((i * 5 + Math.abs(day)) % (people.length - 9))
    return people[turn % people.length] ?? ''
  }).filter((id, i, all) => id && all.indexOf(id) === i && !isAway(i, day))

// Even the most faithful miss a few
const isAway = (i: number, day: number): boolean => i > 0 && i < 9 && (Math.abs(day) + i * 3) % (11 - i) === 0

// Presences are written at once, as if each telephone had sent its own: a first start must stay short
async function sign(activityId: string, came: string[], { says, day }: Plan): Promise<void> {
  await prisma().attendance.createMany({
    data: came.map((participantId, i) => ({
      ...{ activityId, participantId, receipt: newReceipt(), idemKey: randomUUID() },
      ...({ validatedAt: now(), receivedAt: now(), source: i % 3 === 0 ? 'code' : 'qr' } as const),
      rating: i % 4 === 3 ? null : 5 - ((i + Math.abs(day)) % 3),
      suggestion: i === 2 ? (says ?? null) : null,
    })),
  })
}

async function crown(stage: Stage, lead: string, activityId: string, came: string[]): Promise<void> {
  const ctx = await stage.as(lead)
  const prize = 'Bon d’achat de livres'
  await create(ctx, 'Winner', { activityId, rank: 1, participantId: came[0], score: '92 / 100', prize })
  await create(ctx, 'Winner', { activityId, rank: 1, participantId: came[4], score: '92 / 100', prize })
  await create(ctx, 'Winner', { activityId, rank: 3, team: 'Équipe Kernel', score: '88 / 100' })
}

const LEVELS = ['L1', 'L2', 'L3', 'M1', 'M2']

/** Forty people of the form; the secretary of the club comes too, and some agree to be named. */
async function participants(stage: Stage): Promise<string[]> {
  stage.moveTo(-90)
  const named = Array.from({ length: 40 }, (_, i) => personOf(600 + i))
  const { lastName, firstName } = cast.clubMember
  named[3] = { lastName, firstName, gender: 'male' }
  await prisma().participant.createMany({
    data: named.map((one, i) => ({
      ...{ lastName: one.lastName, firstName: one.firstName, nameKey: nameKey(one.lastName, one.firstName) },
      ...{ programme: i % 4 === 0 ? 'Démographie' : 'Statistique', level: LEVELS[i % LEVELS.length] ?? 'L1' },
      ...{ showsName: i % 2 === 0, acceptsPhotos: i % 3 === 0, consentedAt: now(), createdAt: now() },
    })),
    skipDuplicates: true,
  })
  const rows = await prisma().participant.findMany({ select: { id: true }, orderBy: { id: 'asc' } })
  return rows.map(({ id }) => id)
}

/** Eight meetings; the secretary was there five times, late once, excused once, absent once. */
const MARKS = ['present', 'present', 'late', 'present', 'excused', 'present', 'absent', 'present']

async function playBureau(stage: Stage, clubId: string): Promise<void> {
  const members = await prisma().clubMember.findMany({ where: { clubId }, orderBy: { post: 'asc' } })
  for (const [i, mark] of MARKS.entries()) {
    const day = -50 + i * 6
    stage.moveTo(day, END)
    const lead = await stage.as(cast.clubInfo.email)
    const heldAt = atSchool(`${dayOf(stage.day(day), 'UTC')}T12:30`, config.schoolTz)
    const id = await create(lead, 'Meeting', {
      clubId,
      subject: `Réunion du bureau n° ${i + 1}`,
      heldAt,
      place: 'Local',
    })
    const marks = members.map(({ id: memberId, email }, n) => ({
      memberId,
      mark: email === cast.clubMember.email ? mark : (i + n) % 6 === 5 ? 'late' : 'present',
      note: '',
    }))
    await act(lead, 'Meeting', 'mark', id, { marks: JSON.stringify(marks) })
    await act(lead, 'Meeting', 'close', id)
  }
  await playTasks(stage, clubId, members)
  const lead = await stage.as(cast.clubInfo.email)
  const heldAt = atSchool(`${dayOf(stage.day(4), 'UTC')}T12:30`, config.schoolTz)
  await create(lead, 'Meeting', {
    clubId,
    subject: 'Préparer le hackathon',
    heldAt,
    place: 'Local',
    agenda: 'Salle, jury, prix',
  })
}

async function playTasks(stage: Stage, clubId: string, members: { id: string; post: string }[]): Promise<void> {
  const order = ['lead', 'treasurer', 'secretary', 'communication', 'member']
  for (const { name, due, to, open, weight = 1 } of TASKS) {
    stage.moveTo(Math.min(due, 0) - 5)
    const assigneeId = members.find(({ post }) => post === order[to])?.id
    const lead = await stage.as(cast.clubInfo.email)
    const id = await create(lead, 'Task', { clubId, name, assigneeId, dueOn: stage.day(due), weight })
    if (open) continue
    stage.moveTo(due)
    await act(await stage.as(cast.clubInfo.email), 'Task', 'complete', id)
  }
}

async function playFollowUps(stage: Stage, clubId: string): Promise<void> {
  stage.moveTo(-3)
  const union = await stage.as(cast.union.email)
  await create(union, 'Improvement', {
    ...{ clubId, said: 'Il n’y a pas assez de prises dans l’amphi A.', isPublic: true, doneOn: stage.day(-3) },
    done: 'Quatre multiprises sont à l’amphi depuis cette semaine.',
  })
  await create(union, 'Improvement', { clubId: null, said: 'Commencer à l’heure : certains ont un bus à 18 h.' })
}
