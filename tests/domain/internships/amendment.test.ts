import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { find } from '../../../src/access/select.ts'
import { freezeAmendment } from '../../../src/domain/internships/amendment-document.ts'
import { applyDueAmendments } from '../../../src/domain/internships/amendment-effects.ts'
import { bindingAgreement, situationOn } from '../../../src/domain/internships/in-force.ts'
import { refuseIllegal } from '../../../src/domain/internships/legal/checklist.ts'
import { factsOf } from '../../../src/domain/internships/legal/facts.ts'
import { updateRecord } from '../../../src/kit/record.ts'
import { now, setClock } from '../../../src/platform/clock.ts'
import { prisma, transaction } from '../../../src/platform/db.ts'
import { closePdf } from '../../../src/platform/pdf.ts'
import { testDatabase } from '../../support/database.ts'
import { type Actress, act, at, day, refusalOf, smallSchool } from './world.ts'

const HOLIDAYS = ['2026-04-06', '2026-05-01', '2026-05-08', '2026-05-14', '2026-05-25', '2026-07-14']

beforeAll(testDatabase)
beforeAll(async () => {
  const holidays = { create: HOLIDAYS.map((one) => ({ day: day(one), name: one })) }
  await prisma().holidayCalendar.create({ data: { country: 'France', year: 2026, holidays } })
  const rule = { key: 'max_hours', label: 'Durée', value: '924', severity: 'blocking', waivableBy: 'admin' } as const
  const profile = { code: 'FR', name: 'France', country: 'France', effectiveOn: day('2026-01-01') }
  await prisma().legalProfile.create({ data: { ...profile, rules: { create: rule } } })
})
beforeEach(() => at('2026-06-15T10:00:00'))
afterAll(async () => {
  setClock(null)
  await closePdf()
})

/** An internship under way in France, 02/03 to 28/08, its agreement signed by five. */
async function signed() {
  const world = await smallSchool()
  const [student, house] = [await world.student(), await world.company()]
  await prisma().company.update({ where: { id: house.id }, data: { country: 'France' } })
  const placement = await prisma().placement.create({
    data: {
      ...{ studentId: student.id, companyId: house.id, campaignId: world.campaign.id, contactId: house.contactId },
      ...{ schoolTutorId: world.schoolTutor.actor.personId, status: 'ongoing', pay: 4.5, payUnit: 'hour' },
      ...{ startsOn: day('2026-03-02'), endsOn: day('2026-08-28'), weeklyHours: 35, weeklyDays: 5 },
    },
  })
  const agreement = await prisma().agreement.create({
    data: { placementId: placement.id, status: 'signed', number: randomUUID(), startsOn: placement.startsOn },
  })
  const signers = [
    ['student', student],
    ['school_tutor', world.schoolTutor],
    ['company_tutor', house],
    ['company', house],
    ['school', world.officer],
  ] as const
  for (const [i, [capacity, who]] of signers.entries())
    await prisma().signatory.create({
      data: {
        ...{ agreementId: agreement.id, capacity, order: i + 1, status: 'signed', signedAt: now() },
        ...{ personId: who.actor.personId, name: capacity, email: who.actor.email },
      },
    })
  const everybody = signers.map(([, who]) => who)
  const amend = async (kind: string, values: Record<string, unknown>) => {
    const id = (await act(world.officer, 'Agreement', 'amend', agreement.id, { kind })).redirect?.id ?? ''
    await updateRecord(world.officer.ctx(), 'Amendment', id, null, values)
    return id
  }
  const approve = async (id: string) => {
    await act(world.officer, 'Amendment', 'submit', id)
    await act(world.schoolTutor, 'Amendment', 'approvePedagogy', id)
    await act(world.officer, 'Amendment', 'approve', id)
    await freezeAmendment(id)
  }
  const sign = async (id: string, more: Actress[] = []) => {
    await act(world.officer, 'Amendment', 'sendToSign', id)
    for (const who of [...everybody, ...more]) await act(who, 'Amendment', 'sign', id, { read: true })
  }
  return { world, student, house, placement, agreement, amend, approve, sign }
}

const presence = async (placementId: string) =>
  transaction(async (tx) => {
    const found = (await factsOf(tx, placementId)).presence
    return `${found?.days} j, ${found?.hours} h`
  })
const amendmentNow = (id: string) => prisma().amendment.findUniqueOrThrow({ where: { id } })
const placementNow = (id: string) => prisma().placement.findUniqueOrThrow({ where: { id } })

describe('Example 19: two amendments one after the other', () => {
  it('takes ten days away, refuses a second while the first is unsigned, then judges it on what is in force', async () => {
    const { world, student, house, placement, agreement, amend, approve, sign } = await signed()
    expect(await presence(placement.id)).toBe('124 j, 868 h')
    const draft = await amend('interruption', { interruptedFrom: '2026-08-03', interruptedUntil: '2026-08-14' })
    for (const who of [student, house, world.schoolTutor])
      expect((await refusalOf(act(who, 'Agreement', 'amend', agreement.id, { kind: 'pay' }))).status).toBe(404)
    for (const who of [student, house]) expect(await find(who.ctx(), 'Amendment', draft)).toBeNull()
    const second = await refusalOf(act(world.officer, 'Agreement', 'amend', agreement.id, { kind: 'schedule' }))
    expect(second.code).toBe('amendment_under_way')
    await approve(draft)
    await sign(draft)
    expect((await amendmentNow(draft)).status).toBe('signed')
    expect(await presence(placement.id)).toBe('114 j, 798 h')

    const longer = await amend('schedule', { endsOn: '2026-09-11' })
    await approve(longer)
    expect((await amendmentNow(longer)).changes).toEqual([
      { field: 'endsOn', label: { fr: 'Fin', en: 'Ends on' }, old: '28/08/2026', new: '11/09/2026' },
    ])
    expect(await presence(placement.id)).toBe('114 j, 798 h')
    await sign(longer)
    expect(await presence(placement.id)).toBe('124 j, 868 h')
    expect((await prisma().agreement.findUniqueOrThrow({ where: { id: agreement.id } })).endsOn).toBeNull()

    const next = (startsOn: string) => {
      const data = { studentId: student.id, companyId: house.id, campaignId: world.campaign.id }
      const dates = { startsOn: day(startsOn), endsOn: day('2026-09-18'), weeklyHours: 35 }
      return prisma().placement.create({ data: { ...data, ...dates } })
    }
    const judged = (id: string) => transaction((tx) => refuseIllegal(tx, id, { now: now() }))
    expect((await refusalOf(judged((await next('2026-09-10')).id))).code).toBe('overlap')
    await judged((await next('2026-09-12')).id)
  })

  it('refuses to approve what goes over the limit once consolidated', async () => {
    const { world, amend } = await signed()
    const id = await amend('schedule', { endsOn: '2026-09-10' })
    await act(world.officer, 'Amendment', 'submit', id)
    await act(world.schoolTutor, 'Amendment', 'approvePedagogy', id)
    const refusal = await refusalOf(act(world.officer, 'Amendment', 'approve', id))
    expect(refusal.sentence.fr).toContain('dépasse de 7 h')
  })
})

describe('The situation in force', () => {
  const on = (placementId: string, date: string) =>
    transaction(async (tx) => situationOn(tx, placementId, await bindingAgreement(tx, placementId), date))
  const told = ({ presence }: { presence: { days: number; hours: unknown } | null }) =>
    `${presence?.days} j, ${presence?.hours} h`
  type Lines = Awaited<ReturnType<typeof on>>['lines']
  const line = (lines: Lines, field: string) => lines.find((one) => one.field === field)

  it('of example 19 is the agreement and the amendments signed until that day, each with what it changed', async () => {
    const { placement, agreement, amend, approve, sign } = await signed()
    await prisma().agreement.update({ where: { id: agreement.id }, data: { signedAt: day('2026-02-20') } })
    const interruption = await amend('interruption', { interruptedFrom: '2026-08-03', interruptedUntil: '2026-08-14' })
    await approve(interruption)
    await sign(interruption)
    at('2026-07-01T10:00:00')
    const longer = await amend('schedule', { endsOn: '2026-09-11' })
    await approve(longer)
    expect(told(await on(placement.id, '2026-07-02'))).toBe('114 j, 798 h')
    await sign(longer)
    const other = (await smallSchool()).schoolTutor
    const tutor = await amend('tutor', { schoolTutorId: other.actor.personId, effectiveOn: '2026-07-20' })
    await approve(tutor)
    await sign(tutor, [other])

    const [before, between, after, last] = await Promise.all(
      ['2026-06-14', '2026-06-15', '2026-07-01', '2026-07-20'].map((date) => on(placement.id, date)),
    )
    if (!before || !between || !after || !last) throw new Error('four days')
    expect([before, between, after, last].map(told)).toEqual([
      '124 j, 868 h',
      '114 j, 798 h',
      '124 j, 868 h',
      '124 j, 868 h',
    ])
    expect(line(before.lines, 'endsOn')).toMatchObject({ value: '28/08/2026', first: null })
    expect(line(before.lines, 'interruption')).toBeUndefined()
    expect(line(between.lines, 'interruption')?.value).toBe('03/08/2026 – 14/08/2026')
    expect(line(after.lines, 'endsOn')).toMatchObject({ value: '11/09/2026', first: '28/08/2026' })
    const names = after.lines.flatMap((one) => (one.field === 'schoolTutorId' ? [one.value] : []))
    expect(line(last.lines, 'schoolTutorId')?.first).toBe(names[0])
    expect(last.steps.map((step) => [step.number, step.from, told(step)])).toEqual([
      [null, '2026-02-20', '124 j, 868 h'],
      [1, '2026-06-15', '114 j, 798 h'],
      [2, '2026-07-01', '124 j, 868 h'],
      [3, '2026-07-20', '124 j, 868 h'],
    ])
    expect(after.steps.map((step) => step.inForce)).toEqual([true, true, true, false])
    expect(last.steps[2]?.changes).toEqual([
      { field: 'endsOn', label: { fr: 'Fin', en: 'Ends on' }, old: '28/08/2026', new: '11/09/2026' },
    ])

    // The day that the placement itself moves on, nothing that was told before is told otherwise
    at('2026-07-20T06:00:00')
    await applyDueAmendments()
    expect(await on(placement.id, '2026-07-01')).toEqual(after)
    expect(await on(placement.id, '2026-07-20')).toEqual(last)
  })

  it('after a termination counts until its day, and before it as agreed', async () => {
    const { placement, amend, approve, sign } = await signed()
    const id = await amend('termination', { effectiveOn: '2026-06-12', breachInitiative: 'company' })
    await approve(id)
    await sign(id)
    expect(told(await on(placement.id, '2026-06-14'))).toBe('124 j, 868 h')
    const broken = await on(placement.id, '2026-06-15')
    expect(line(broken.lines, 'brokenOn')).toMatchObject({ value: '12/06/2026', first: '—' })
    expect(told(broken)).toBe(await presence(placement.id))
  })
})

describe('An amendment', () => {
  it('says something new, and stays as it was frozen', async () => {
    const { world, amend, approve } = await signed()
    const empty = await amend('schedule', {})
    expect((await refusalOf(act(world.officer, 'Amendment', 'submit', empty))).fields).toHaveProperty('startsOn')
    await updateRecord(world.officer.ctx(), 'Amendment', empty, null, { endsOn: '2026-08-21' })
    await approve(empty)
    const frozen = await amendmentNow(empty)
    expect(frozen.sha256).toMatch(/^[0-9a-f]{64}$/)
    await freezeAmendment(empty)
    expect(await amendmentNow(empty)).toEqual(frozen)
    const edit = updateRecord(world.officer.ctx(), 'Amendment', empty, null, { endsOn: '2026-08-20' })
    expect((await refusalOf(edit)).status).toBe(404)
  })

  it('of tutor is signed by the original signatories and the newcomer, and takes effect on its day', async () => {
    const { placement, amend, approve, sign } = await signed()
    const other = (await smallSchool()).schoolTutor
    const id = await amend('tutor', { schoolTutorId: other.actor.personId, effectiveOn: '2026-07-01' })
    await approve(id)
    await sign(id, [other])
    expect((await amendmentNow(id)).status).toBe('signed')
    expect((await placementNow(placement.id)).schoolTutorId).toBe(placement.schoolTutorId)
    at('2026-07-01T06:00:00')
    await applyDueAmendments()
    await applyDueAmendments()
    expect((await placementNow(placement.id)).schoolTutorId).toBe(other.actor.personId)
  })

  it('of termination breaks the internship off on its day, at the initiative it says', async () => {
    const { placement, amend, approve, sign } = await signed()
    const id = await amend('termination', { effectiveOn: '2026-06-12', breachInitiative: 'company' })
    await approve(id)
    await sign(id)
    expect(await placementNow(placement.id)).toMatchObject({
      ...{ status: 'broken', breachInitiative: 'company', brokenOn: day('2026-06-12') },
    })
  })
})
