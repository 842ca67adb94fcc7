import { randomUUID } from 'node:crypto'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { system } from '../../src/access/actor.ts'
import { find } from '../../src/access/select.ts'
import { legalVerbs, perform } from '../../src/kit/command.ts'
import { allFlows, flowOf } from '../../src/kit/flow.ts'
import { inputFields } from '../../src/kit/input.ts'
import { setClock } from '../../src/platform/clock.ts'
import { prisma } from '../../src/platform/db.ts'
import {
  act,
  applied,
  at,
  candidature,
  forwarded,
  refusalOf,
  smallSchool,
  type World,
} from '../domain/internships/world.ts'
import { testDatabase } from '../support/database.ts'

beforeAll(testDatabase)
beforeEach(() => at('2025-12-01T10:00'))
afterEach(() => setClock(null))

let school: World
let host: Awaited<ReturnType<World['company']>>
let trainee: Awaited<ReturnType<World['student']>>

beforeAll(async () => {
  at('2025-12-01T10:00')
  school = await smallSchool()
  host = await school.company()
})
beforeEach(async () => {
  trainee = await school.student()
})

const eventsOf = (noun: string, recordId: string) =>
  prisma().event.findMany({ where: { noun, recordId }, orderBy: { id: 'asc' } })
const submitted = async () => applied(trainee, (await host.offer({ seats: 5 })).id)

describe('The wrong person first', () => {
  it('a verb of somebody else is missing, and so is a record of somebody else: one answer', async () => {
    const id = await submitted()
    const other = await school.student()
    const stranger = await school.company()
    const answers = await Promise.all([
      refusalOf(act(other, 'Candidature', 'withdraw', id)),
      refusalOf(act(trainee, 'Candidature', 'shortlist', id)),
      refusalOf(act(stranger, 'Candidature', 'interview', id)),
      refusalOf(act(school.officer, 'Candidature', 'shortlist', randomUUID())),
      refusalOf(act(school.officer, 'Candidature', 'shortlist', 'abc')),
      refusalOf(act(school.officer, 'Candidature', 'nope', id)),
      refusalOf(act(school.officer, 'Candidature', 'constructor', id)),
    ])
    expect(new Set(answers.map((one) => `${one.code} ${one.status} ${one.sentence.fr}`)).size).toBe(1)
    expect((await candidature(id)).status).toBe('submitted')
  })

  it('the company does not know of a candidature before it is forwarded, whatever the state asked for', async () => {
    const id = await submitted()
    expect((await refusalOf(act(host, 'Candidature', 'refuse', id, {}, 'non'))).code).toBe('not_found')
  })

  it('what a job does is not for people, what people do is not for a job', async () => {
    const id = await submitted()
    expect((await refusalOf(act(school.officer, 'Candidature', 'expire', id))).code).toBe('not_found')
    await expect(perform(system('test'), 'Candidature', 'shortlist', id)).rejects.toThrow(/not for jobs/)
  })

  it('a request that only reads does nothing', async () => {
    const ctx = { ...school.officer.ctx(), readOnly: true }
    await expect(perform(ctx, 'Candidature', 'shortlist', await submitted())).rejects.toThrow(/read-only/)
  })
})

describe('The state', () => {
  it('refuses what it does not allow, and tells what it does', async () => {
    const id = await submitted()
    const refusal = await refusalOf(act(school.officer, 'Candidature', 'forward', id))
    expect([refusal.code, refusal.status]).toEqual(['illegal_transition', 409])
    expect((refusal.detail.legal as string[]).sort()).toEqual(['refuseBySchool', 'shortlist'])
    expect(refusal.sentence.fr).toContain('« Soumise »')
    expect(refusal.sentence.fr).toContain('Possible maintenant')
    expect(await eventsOf('Candidature', id)).not.toContainEqual(expect.objectContaining({ verb: 'forward' }))
  })

  it('is looked at under a lock: of twenty people on one button, one acts and the others are told', async () => {
    const id = await submitted()
    const done = await Promise.allSettled(
      Array.from({ length: 20 }, () => act(school.officer, 'Candidature', 'shortlist', id)),
    )
    const refused = done.filter((one) => one.status === 'rejected').map((one) => one.reason.code)
    expect(done.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
    expect(new Set(refused)).toEqual(new Set(['illegal_transition']))
    expect((await eventsOf('Candidature', id)).filter((event) => event.verb === 'shortlist')).toHaveLength(1)
  })

  it('has not changed since it was on screen, or the person is told', async () => {
    const id = await submitted()
    const { version } = await candidature(id)
    const refusal = await refusalOf(
      perform(school.officer.ctx(), 'Candidature', 'shortlist', id, {}, { version: version - 1 }),
    )
    expect(refusal.code).toBe('stale')
    await perform(school.officer.ctx(), 'Candidature', 'shortlist', id, {}, { version })
    expect((await candidature(id)).version).toBeGreaterThan(version)
  })

  it('offers as buttons exactly what it would accept', async () => {
    const id = await forwarded(school, trainee, (await host.offer()).id)
    for (const who of [school.officer, host, trainee]) {
      const row = await find(who.ctx(), 'Candidature', id)
      const legal =
        (await legalVerbs(who.ctx(), 'Candidature', row ? [row] : [])).get(id)?.map((verb) => verb.name) ?? []
      for (const verb of flowOf('Candidature')?.verbs.values() ?? []) {
        if (legal.includes(verb.name)) continue
        expect(['not_found', 'illegal_transition', 'invalid'], `${verb.name}`).toContain(
          (await refusalOf(act(who, 'Candidature', verb.name, id, {}, 'x'))).code,
        )
      }
      expect(legal.length).toBeGreaterThan(0)
    }
  })
})

describe('The reason', () => {
  it.each([null, '', '   '])('is asked for, and “%s” is none', async (reason) => {
    const id = await submitted()
    const refusal = await refusalOf(act(school.officer, 'Candidature', 'refuseBySchool', id, {}, reason))
    expect([refusal.code, Object.keys(refusal.fields)]).toEqual(['invalid', ['reason']])
    expect((await candidature(id)).status).toBe('submitted')
  })

  it('is kept in the event, with who, in which role, from which state to which', async () => {
    const id = await submitted()
    await act(school.officer, 'Candidature', 'refuseBySchool', id, {}, '  dossier incomplet ')
    const event = (await eventsOf('Candidature', id)).at(-1)
    expect(event).toMatchObject({
      verb: 'refuseBySchool',
      role: 'internship_officer',
      reason: 'dossier incomplet',
      actorId: school.officer.actor.personId,
    })
    expect(event?.before).toMatchObject({ status: 'submitted' })
    expect(event?.after).toMatchObject({ status: 'refused_by_school' })
  })
})

describe('The input', () => {
  it('holds nothing that the verb did not ask for', async () => {
    const id = await submitted()
    const refusal = await refusalOf(act(school.officer, 'Candidature', 'shortlist', id, { status: 'accepted' }))
    expect([refusal.code, refusal.detail.column]).toEqual(['unknown_column', 'status'])
  })

  it('is refused beside its field, in both languages', async () => {
    const refusal = await refusalOf(
      act(school.officer, 'Campaign', 'reopenApplications', school.campaign.id, { closesOn: 'demain' }),
    )
    expect(Object.keys(refusal.fields)).toEqual(['closesOn'])
    expect(refusal.fields.closesOn?.fr).not.toBe(refusal.fields.closesOn?.en)
  })

  it('is described for the form by the verb itself', () => {
    // What the page fills in by itself is never shown
    for (const flow of allFlows())
      for (const verb of [...flow.verbs.values()].filter((one) => !one.system || one.roles.length > 0))
        for (const field of inputFields(verb).filter((one) => one.kind !== 'hidden')) {
          expect(field.label.fr, `${flow.model}.${verb.name}.${field.name}`).not.toBe(field.name)
          expect(field.label.fr).not.toBe('')
          expect(verb.input).toBeInstanceOf(z.ZodObject)
        }
  })
})

describe('Force', () => {
  const late = { closesOn: '2025-11-15' }
  const closedCampaign = async () => (await smallSchool({ status: 'applications_closed' })).campaign.id

  it('is not for those who are not administrators, who learn nothing by trying', async () => {
    const refusal = await refusalOf(
      perform(school.officer.ctx(), 'Campaign', 'reopenApplications', await closedCampaign(), late, {
        force: true,
        reason: 'x',
      }),
    )
    expect(refusal.code).toBe('not_found')
  })

  it('asks for a reason, passes over the guard, and says so in the event', async () => {
    const id = await closedCampaign()
    const ctx = () => ({ ...school.admin.ctx(), provedAt: school.admin.ctx().now })
    expect(
      (await refusalOf(perform(ctx(), 'Campaign', 'reopenApplications', id, late, { reason: 'x' }))).fields,
    ).toHaveProperty('closesOn')
    expect(
      (await refusalOf(perform(ctx(), 'Campaign', 'reopenApplications', id, late, { force: true }))).fields,
    ).toHaveProperty('reason')
    await perform(ctx(), 'Campaign', 'reopenApplications', id, late, { force: true, reason: 'décision du conseil' })
    expect((await eventsOf('Campaign', id)).at(-1)).toMatchObject({
      role: 'admin',
      reason: 'décision du conseil',
      after: { forced: true },
    })
  })

  it('never passes over the state', async () => {
    const ctx = { ...school.admin.ctx(), provedAt: school.admin.ctx().now }
    const refusal = await refusalOf(
      perform(ctx, 'Campaign', 'allocate', school.campaign.id, {}, { force: true, reason: 'x' }),
    )
    expect(refusal.code).toBe('illegal_transition')
  })
})

describe('One transaction', () => {
  it('a body that fails half-way leaves no state, no event, no mail', async () => {
    const offer = await host.offer({ seats: 1 })
    const first = await forwarded(school, trainee, offer.id)
    const other = await school.student()
    const second = await forwarded(school, other, offer.id)
    await act(host, 'Candidature', 'propose', first)
    const counts = () => Promise.all([prisma().event.count(), prisma().mailDelivery.count()])
    const before = await counts()
    expect((await refusalOf(act(host, 'Candidature', 'propose', second))).status).toBe(409)
    expect(await counts()).toEqual(before)
    expect((await candidature(second)).status).toBe('forwarded')
  })
})
