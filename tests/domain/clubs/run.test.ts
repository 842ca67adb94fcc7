import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ModelName } from '../../../src/access/model.ts'
import { count, list } from '../../../src/access/select.ts'
import { printArchive } from '../../../src/domain/clubs/archive.ts'
import { printReport } from '../../../src/domain/clubs/report.ts'
import { shareText } from '../../../src/domain/clubs/share-text.ts'
import { catalogue } from '../../../src/generated/catalogue.ts'
import { flowOf } from '../../../src/kit/flow.ts'
import { createRecord, removeRecord, updateRecord } from '../../../src/kit/record.ts'
import { setClock } from '../../../src/platform/clock.ts'
import { prisma } from '../../../src/platform/db.ts'
import { closePdf } from '../../../src/platform/pdf.ts'
import { testDatabase } from '../../support/database.ts'
import { type Actress, act, at, day, refusalOf } from '../internships/world.ts'
import { participant, smallClub } from './small-club.ts'

let world: Awaited<ReturnType<typeof smallClub>>

beforeAll(testDatabase)
beforeAll(async () => {
  at('2027-03-12T10:00:00')
  world = await smallClub()
})
beforeEach(() => at('2027-03-12T10:00:00'))
afterAll(async () => {
  setClock(null)
  await closePdf()
})

/** Written by hand from the requirement: verb → states it leaves, state it leads to. */
const LIVES = {
  ActionProgramme: {
    states: ['draft', 'submitted', 'validated'],
    verbs: {
      plan: [['draft'], null],
      drop: [['draft'], null],
      submit: [['draft'], 'submitted'],
      recall: [['submitted'], 'draft'],
      requestChanges: [['submitted'], 'draft'],
      validate: [['submitted'], 'validated'],
    },
  },
  Task: {
    states: ['open', 'done', 'dropped'],
    verbs: { complete: [['open'], 'done'], reopen: [['done', 'dropped'], 'open'], drop: [['open'], 'dropped'] },
  },
  Meeting: {
    states: ['planned', 'closed', 'cancelled'],
    verbs: {
      mark: [['planned'], null],
      correct: [['closed'], null],
      close: [['planned'], 'closed'],
      cancel: [['planned'], 'cancelled'],
    },
  },
} as const

describe.each(Object.entries(LIVES))('The life cycle of %s', (noun, { states, verbs }) => {
  it('has the states of the schema, the verbs of the requirement, and leads where it says', () => {
    const field = catalogue.models[noun as ModelName].fields.find(({ name }) => name === 'status')
    expect(catalogue.enums[field?.enum ?? '']?.values.map(({ value }) => value)).toEqual(states)
    const written = [...(flowOf(noun as ModelName)?.verbs.values() ?? [])].map(({ name, from, to }) => [
      name,
      [from, to],
    ])
    expect(Object.fromEntries(written)).toEqual(verbs)
  })
})

const programmeOf = async (year = '2026-2027') =>
  (await createRecord(world.lead.ctx(), 'ActionProgramme', { clubId: world.club.id, year })).id

const plan = (id: string, theme: string, startsAt = '2027-04-02T16:00') =>
  act(world.lead, 'ActionProgramme', 'plan', id, { theme, kind: 'workshop', startsAt })

describe('An action programme', () => {
  it('is drafted by the lead alone, and an empty one is not submitted', async () => {
    const id = await programmeOf('2024-2025')
    const wanted = { theme: 'Atelier', kind: 'workshop', startsAt: '2027-04-02T16:00' }
    for (const who of [world.member, world.secretary, world.treasurer])
      expect((await refusalOf(act(who, 'ActionProgramme', 'plan', id, wanted))).code).toBe('not_found')
    expect((await refusalOf(act(world.lead, 'ActionProgramme', 'submit', id))).code).toBe('programme_empty')
  })

  it('is frozen by its validation: nothing comes in, leaves, or becomes something else', async () => {
    const id = await programmeOf()
    await plan(id, 'Atelier Python')
    await plan(id, 'De trop')
    const activities = await prisma().activity.findMany({ where: { programmeId: id }, orderBy: { id: 'asc' } })
    const [python, extra] = activities.map((one) => one.id)
    await act(world.lead, 'ActionProgramme', 'drop', id, { activityId: extra })
    await act(world.lead, 'ActionProgramme', 'submit', id)
    expect((await refusalOf(act(world.lead, 'ActionProgramme', 'validate', id))).code).toBe('not_found')
    await act(world.union, 'ActionProgramme', 'validate', id)

    const frozen = await prisma().actionProgramme.findUniqueOrThrow({ where: { id } })
    expect(frozen).toMatchObject({ status: 'validated', validatedById: world.union.actor.personId })
    const [kept] = await prisma().activity.findMany({ where: { programmeId: id } })
    expect(kept).toMatchObject({ id: python, plannedOn: day('2027-04-02') })

    const lead = world.lead.ctx()
    const added = { clubId: world.club.id, theme: 'Facile', programmeId: id }
    expect((await refusalOf(createRecord(lead, 'Activity', added))).fields).toHaveProperty('programmeId')
    const leaves = updateRecord(lead, 'Activity', python ?? '', null, { programmeId: null })
    expect((await refusalOf(leaves)).fields).toHaveProperty('programmeId')
    const becomes = updateRecord(lead, 'Activity', python ?? '', null, { theme: 'Un café' })
    expect((await refusalOf(becomes)).fields).toHaveProperty('theme')
    const later = { startsAt: '2027-04-09T16:00' }
    expect((await updateRecord(lead, 'Activity', python ?? '', null, later)).changed).toBe(true)
    const { plannedOn } = await prisma().activity.findUniqueOrThrow({ where: { id: python ?? '' } })
    expect(plannedOn).toEqual(day('2027-04-02'))
  })

  it('is not validated by somebody of the club’s own bureau, and comes back with a reason', async () => {
    const id = await programmeOf('2025-2026')
    await plan(id, 'Débat')
    await act(world.lead, 'ActionProgramme', 'submit', id)
    const seats = [{ clubId: world.club.id, post: 'member' as const }]
    const both: Actress = {
      ...world.union,
      ctx: () => ({ ...world.union.ctx(), actor: { ...world.union.actor, clubs: seats } }),
    }
    expect((await refusalOf(act(both, 'ActionProgramme', 'validate', id))).code).toBe('own_programme')
    expect((await refusalOf(act(world.union, 'ActionProgramme', 'requestChanges', id))).fields).toHaveProperty('reason')
    await act(world.union, 'ActionProgramme', 'requestChanges', id, {}, 'Trop chargé en mai')
    const back = await prisma().actionProgramme.findUniqueOrThrow({ where: { id } })
    expect(back).toMatchObject({ status: 'draft', statusReason: 'Trop chargé en mai' })
  })
})

describe('A task', () => {
  const task = async (more: Record<string, unknown> = {}) => {
    const values = { clubId: world.club.id, name: 'Réserver la salle', assigneeId: world.member.memberId, ...more }
    return (await createRecord(world.lead.ctx(), 'Task', values)).id
  }

  it('is seen by whoever has it and by the lead, and done by them', async () => {
    const id = await task({ dueOn: '2027-03-11' })
    expect((await refusalOf(act(world.treasurer, 'Task', 'complete', id))).code).toBe('not_found')
    expect(await count(world.treasurer.ctx(), 'Task', { where: { id } })).toBe(0)
    await act(world.member, 'Task', 'complete', id)
    expect((await refusalOf(act(world.member, 'Task', 'reopen', id))).code).toBe('not_found')
    await act(world.lead, 'Task', 'reopen', id)
    expect(await prisma().task.findUniqueOrThrow({ where: { id } })).toMatchObject({ status: 'open', doneAt: null })
  })

  it('goes to somebody in office in the same club', async () => {
    const other = await smallClub()
    const given = task({ assigneeId: other.member.memberId })
    expect((await refusalOf(given)).code).toBeTruthy()
    const gone = await world.seat('member', 'club_member')
    await prisma().clubMember.update({ where: { id: gone.memberId }, data: { endsOn: day('2026-12-31') } })
    expect((await refusalOf(task({ assigneeId: gone.memberId }))).fields).toHaveProperty('assigneeId')
  })
})

describe('A meeting of the bureau', () => {
  const marksOf = (mark: string, except: Record<string, string> = {}) =>
    JSON.stringify(
      [world.lead, world.secretary, world.treasurer, world.member].map(({ memberId }) => ({
        ...{ memberId, mark: except[memberId] ?? mark, note: '' },
      })),
    )
  const meeting = async (heldAt = '2027-03-10T18:00:00Z') =>
    (await createRecord(world.lead.ctx(), 'Meeting', { clubId: world.club.id, subject: 'Bureau', heldAt })).id

  it('is closed once everybody in office is marked; each executive reads their own sheet, the lead and the Amicale all', async () => {
    const id = await meeting()
    const refused = await refusalOf(act(world.lead, 'Meeting', 'close', id))
    expect([refused.code, refused.sentence.fr]).toEqual(['unmarked', expect.stringContaining('Test')])
    const marks = { marks: marksOf('present', { [world.member.memberId]: 'late' }) }
    expect((await refusalOf(act(world.secretary, 'Meeting', 'mark', id, marks))).code).toBe('not_found')
    await act(world.lead, 'Meeting', 'mark', id, marks)
    await act(world.lead, 'Meeting', 'close', id)
    const seen = async (who: Actress) => count(who.ctx(), 'MeetingAttendance', { where: { meetingId: id } })
    expect([await seen(world.member), await seen(world.treasurer)]).toEqual([1, 1])
    expect([await seen(world.lead), await seen(world.union)]).toEqual([4, 4])
    const [own] = await list(world.member.ctx(), 'MeetingAttendance', { where: { meetingId: id } })
    expect(own?.values).toMatchObject({ memberId: world.member.memberId, mark: 'late' })
  })

  it('once closed changes only with a motive, and the history says before, after, who and why', async () => {
    const id = await meeting()
    await act(world.lead, 'Meeting', 'mark', id, { marks: marksOf('absent') })
    await act(world.lead, 'Meeting', 'close', id)
    const mark = await prisma().meetingAttendance.findFirstOrThrow({
      where: { meetingId: id, memberId: world.member.memberId },
    })
    const changed = updateRecord(world.lead.ctx(), 'MeetingAttendance', mark.id, null, { mark: 'present' })
    expect((await refusalOf(changed)).code).toBe('not_found')
    const correction = { memberId: world.member.memberId, mark: 'excused' }
    expect((await refusalOf(act(world.lead, 'Meeting', 'correct', id, correction))).fields).toHaveProperty('reason')
    await act(world.lead, 'Meeting', 'correct', id, correction, 'Certificat médical reçu')
    const told = await prisma().event.findFirstOrThrow({
      where: { noun: 'MeetingAttendance', recordId: mark.id, verb: 'update' },
    })
    expect(told).toMatchObject({
      ...{ before: { mark: 'absent' }, after: { mark: 'excused' }, reason: 'Certificat médical reçu' },
      actorId: world.lead.actor.personId,
    })
  })

  it('is not closed before it was held', async () => {
    const id = await meeting('2027-03-20T18:00:00Z')
    expect((await refusalOf(act(world.lead, 'Meeting', 'close', id))).code).toBe('too_early')
  })
})

describe('A winner', () => {
  it('is somebody who was there and counts, or a team, of a competition; and stays as they were that day', async () => {
    const workshop = await world.activity({ status: 'finished', finishedAt: day('2027-03-11') })
    const contest = await world.activity({ kind: 'competition', status: 'finished', finishedAt: day('2027-03-11') })
    const [awa, absent] = await Promise.all([participant('Ouédraogo', 'Aïcha'), participant('Sana')])
    await world.came(contest.id, [awa.id])
    const lead = world.lead.ctx()
    const enter = (activityId: string, more: Record<string, unknown>) =>
      createRecord(lead, 'Winner', { activityId, rank: 1, ...more })
    expect((await refusalOf(enter(workshop.id, { team: 'Les bleus' }))).fields).toHaveProperty('activityId')
    expect((await refusalOf(enter(contest.id, { participantId: absent.id }))).code).toBeTruthy()
    const { id } = await enter(contest.id, { participantId: awa.id })
    await enter(contest.id, { team: 'Les bleus' })
    await prisma().participant.update({ where: { id: awa.id }, data: { level: 'M1', lastName: 'Autre' } })
    const winner = await prisma().winner.findUniqueOrThrow({ where: { id } })
    expect(winner).toMatchObject({ displayName: 'Aïcha Ouédraogo', programme: 'Statistique', level: 'L2' })
  })

  it('is settled after a week: then by the Amicale alone, with a motive', async () => {
    const contest = await world.activity({ kind: 'competition', status: 'finished', finishedAt: day('2027-03-01') })
    const { id } = await prisma().winner.create({ data: { activityId: contest.id, rank: 2, team: 'Les verts' } })
    const lead = world.lead.ctx()
    expect((await refusalOf(updateRecord(lead, 'Winner', id, null, { rank: 1 }))).fields).toHaveProperty('rank')
    expect((await refusalOf(removeRecord(lead, 'Winner', id, null))).fields).toHaveProperty('rank')
    expect((await refusalOf(act(world.lead, 'Winner', 'correct', id, { rank: 1 }, 'Erreur'))).code).toBe('not_found')
    expect((await refusalOf(act(world.union, 'Winner', 'correct', id, { rank: 1 }))).fields).toHaveProperty('reason')
    await act(world.union, 'Winner', 'correct', id, { rank: 1 }, 'Ex æquo après réclamation')
    expect((await prisma().winner.findUniqueOrThrow({ where: { id } })).rank).toBe(1)
  })
})

describe('A handover', () => {
  it('ends the terms of who leaves, moves roles with posts, resets the second factor, and leaves an archive', async () => {
    const { lead, member, club, union, activity } = await smallClub()
    await activity({ status: 'finished', startsAt: day('2027-02-10'), finishedAt: day('2027-02-10') })
    const account = { personId: lead.personId, email: `${lead.personId}@test.example`, status: 'active' as const }
    const { id: accountId } = await prisma().account.create({
      data: { ...account, totpSecret: 'x', totpEnabledAt: day('2026-10-01') },
    })
    const held = { personId: lead.personId, role: 'club_lead' as const, startsOn: day('2025-10-01') }
    await prisma().roleAssignment.create({ data: held })
    const joining = [{ lastName: 'Nouvelle', firstName: 'Awa', email: `new-${accountId}@test.example`, post: 'lead' }]
    const wanted = {
      ...{ endsOn: '2027-03-12', leaving: JSON.stringify([lead.memberId]), joining: JSON.stringify(joining) },
    }
    expect((await refusalOf(act(lead, 'Club', 'handOver', club.id, wanted))).code).toBe('not_found')
    expect((await refusalOf(act(union, 'Club', 'handOver', club.id, wanted))).code).toBe('step_up')
    const proved = { ...union, ctx: () => ({ ...union.ctx(), provedAt: union.ctx().now }) }
    await act(proved, 'Club', 'handOver', club.id, wanted)

    const gone = await prisma().clubMember.findUniqueOrThrow({ where: { id: lead.memberId } })
    expect(gone.endsOn).toEqual(day('2027-03-12'))
    const role = await prisma().roleAssignment.findFirstOrThrow({ where: { personId: lead.personId } })
    expect(role.endsOn).toEqual(day('2027-03-12'))
    const left = await prisma().account.findUniqueOrThrow({ where: { id: accountId } })
    expect([left.totpSecret, left.totpEnabledAt, left.epoch]).toEqual([null, null, 1])
    const person = await prisma().person.findUniqueOrThrow({
      where: { email: `new-${accountId}@test.example` },
      include: { account: true, roleAssignments: true },
    })
    expect(person.account?.status).toBe('invited')
    expect(person.roleAssignments.map((one) => one.role)).toEqual(['club_lead'])
    const seat = await prisma().clubMember.findFirstOrThrow({ where: { personId: person.id } })
    expect(seat).toMatchObject({ clubId: club.id, post: 'lead', startsOn: day('2027-03-13') })
    const stays = await prisma().clubMember.findUniqueOrThrow({ where: { id: member.memberId } })
    expect(stays.endsOn).toBeNull()
    const archive = await prisma().clubArchive.findFirstOrThrow({ where: { clubId: club.id } })
    await printArchive(archive.id)
    await printArchive(archive.id)
    const files = await prisma().storedFile.findMany({ where: { ownerModel: 'ClubArchive', ownerId: archive.id } })
    expect(files.map(({ name }) => name)).toEqual([`archive-${club.slug}-2026-2027.pdf`])
  })
})

describe('The report of an activity', () => {
  it('is printed once when it is over, and its message names nobody who did not agree', async () => {
    const contest = await world.activity({
      ...{ kind: 'competition', status: 'finished', finishedAt: day('2027-03-11'), difficulties: 'aucune' },
    })
    const shy = await participant('Secrète', 'Nom')
    await world.came(contest.id, [shy.id], { rating: 5 })
    await prisma().winner.create({ data: { activityId: contest.id, rank: 1, participantId: shy.id } })
    await printReport(contest.id)
    await printReport(contest.id)
    const owned = await prisma().storedFile.findMany({ where: { ownerModel: 'Activity', ownerId: contest.id } })
    expect(owned).toHaveLength(1)
    const share = await shareText(contest.id)
    expect(share?.text).toContain('🏆 1. N. S.')
    expect(share?.text).not.toContain('Secrète')
    expect(share?.text).toContain('5,0 / 5')
  })
})
