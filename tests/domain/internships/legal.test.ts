import type { Prisma } from '@prisma/client'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { checklist } from '../../../src/domain/internships/legal/checklist.ts'
import type { WhatIf } from '../../../src/domain/internships/legal/facts.ts'
import { freeOn } from '../../../src/domain/internships/legal/waiting.ts'
import { now, setClock } from '../../../src/platform/clock.ts'
import { prisma, transaction } from '../../../src/platform/db.ts'
import { testDatabase } from '../../support/database.ts'
import { act, at, day, refusalOf, smallSchool, type World } from './world.ts'

beforeAll(async () => {
  const stop = await testDatabase()
  await french()
  return stop
})
beforeEach(() => at('2026-02-02T10:00:00'))
afterAll(() => setClock(null))

const RULES: [string, string, 'blocking' | 'warning', ('admin' | 'internship_officer')?][] = [
  ['max_hours', '924', 'blocking', 'admin'],
  ['pay_threshold_hours', '308', 'blocking'],
  ['min_hourly_pay', '4.50', 'blocking', 'admin'],
  ['quota_ratio', '15', 'blocking', 'admin'],
  ['quota_small', '3', 'blocking'],
  ['quota_small_headcount', '20', 'blocking'],
  ['company_tutor_max', '3', 'blocking'],
  ['waiting_ratio', '1/3', 'warning', 'internship_officer'],
  ['teaching_hours_min', '200', 'warning', 'internship_officer'],
]

const HOLIDAYS = ['2026-04-06', '2026-05-01', '2026-05-08', '2026-05-14', '2026-05-25', '2026-07-14']

/** France in three versions: only the minimum pay differs; and its days off of 2026. */
async function french() {
  for (const [effectiveOn, least] of [
    ['2023-01-01', '4.05'],
    ['2024-01-01', '4.35'],
    ['2026-01-01', '4.50'],
  ] as const) {
    const rules = RULES.map(([key, value, severity, waivableBy = null]) => ({
      ...{ key, label: key, severity, waivableBy },
      value: key === 'min_hourly_pay' ? least : value,
    }))
    const profile = { code: 'FR', name: 'France', country: 'France', effectiveOn: day(effectiveOn) }
    await prisma().legalProfile.create({ data: { ...profile, rules: { create: rules } } })
  }
  const holidays = { create: HOLIDAYS.map((one) => ({ day: day(one), name: one })) }
  await prisma().holidayCalendar.create({ data: { country: 'France', year: 2026, holidays } })
}

type Data = Partial<Prisma.PlacementUncheckedCreateInput>

async function placed(world: World, data: Data = {}, host?: Awaited<ReturnType<World['company']>>) {
  const [student, house] = [await world.student(), host ?? (await world.company())]
  await prisma().company.update({ where: { id: house.id }, data: { country: 'France' } })
  return prisma().placement.create({
    data: {
      ...{ studentId: student.id, companyId: house.id, campaignId: world.campaign.id, status: 'prevalidated' },
      ...{ contactId: house.contactId, schoolTutorId: world.schoolTutor.actor.personId },
      ...{ startsOn: day('2026-03-02'), endsOn: day('2026-08-28'), weeklyHours: 35, weeklyDays: 5 },
      ...{ pay: 4.5, payUnit: 'hour' },
      ...data,
    },
  })
}

const judged = async (placementId: string, whatIf: WhatIf = {}) =>
  transaction((tx) => checklist(tx, placementId, { now: now(), whatIf }))

async function rule(placementId: string, key: string, whatIf: WhatIf = {}) {
  const { findings } = await judged(placementId, whatIf)
  const found = findings.find((one) => one.key === key)
  if (!found) throw new Error(`${key} was not judged`)
  return found
}

describe('The legal checklist', () => {
  it('counts 868 hours over 124 days from 2 March to 28 August 2026, one day more when Whit Monday is worked', async () => {
    const world = await smallSchool()
    const one = await placed(world)
    expect((await judged(one.id)).presence).toEqual({ days: 124, hours: '868', shown: '5 mois 14 jours' })
    const whit = { calendar: { country: 'France', year: 2026 }, day: day('2026-05-25') }
    await prisma().holiday.updateMany({ where: whit, data: { isWorked: true } })
    expect((await judged(one.id)).presence).toMatchObject({ days: 125, hours: '875' })
    await prisma().holiday.updateMany({ where: whit, data: { isWorked: false } })
  })

  it('subtracts interruptions: 3 to 14 August away leave 114 days, 798 hours', async () => {
    const world = await smallSchool()
    const one = await placed(world)
    await prisma().interruption.create({
      data: { placementId: one.id, kind: 'agreed', startsOn: day('2026-08-03'), endsOn: day('2026-08-14') },
    })
    expect((await judged(one.id)).presence).toMatchObject({ days: 114, hours: '798' })
    const longer = await judged(one.id, { endsOn: day('2026-09-11') })
    expect(longer.presence).toMatchObject({ days: 124, hours: '868' })
  })

  it('follows a planning by weekday where there is one', async () => {
    const world = await smallSchool()
    const one = await placed(world, { endsOn: day('2026-03-15') })
    await prisma().presencePeriod.create({
      data: { placementId: one.id, startsOn: day('2026-03-02'), endsOn: day('2026-03-08'), friday: 3.5, saturday: 4 },
    })
    // Four days of 7 h, a half Friday and a Saturday morning, then a whole week of 35 h
    expect((await judged(one.id)).presence).toMatchObject({ days: 11, hours: '70.5' })
  })

  it('accepts 924 hours at one host in a year and refuses 931, by 7 hours', async () => {
    const world = await smallSchool()
    const one = await placed(world, { endsOn: day('2026-09-09') })
    expect(await rule(one.id, 'max_hours')).toMatchObject({ outcome: 'ok', limit: { fr: '924 h' } })
    const over = await rule(one.id, 'max_hours', { endsOn: day('2026-09-10') })
    expect(over.outcome).toBe('blocked')
    expect(over.sentence?.fr).toContain('dépasse de 7 h')
  })

  it('adds up the internships of the same year at the same host', async () => {
    const world = await smallSchool()
    const first = await placed(world, { status: 'finished' })
    const again = { studentId: first.studentId, companyId: first.companyId, contactId: first.contactId }
    const second = await placed(world, { ...again, startsOn: day('2026-09-01'), endsOn: day('2026-09-10') })
    expect((await rule(second.id, 'max_hours')).outcome).toBe('ok')
    const over = await rule(second.id, 'max_hours', { endsOn: day('2026-09-11') })
    // 868 h, and nine days of 7 h
    expect(over.sentence?.fr).toContain('dépasse de 7 h')
  })

  it('lets an administrator pass over the limit with a reason that the event keeps, and nobody else', async () => {
    const world = await smallSchool()
    const one = await placed(world, { endsOn: day('2026-09-10') })
    const blocked = await refusalOf(act(world.officer, 'Placement', 'confirm', one.id))
    expect([blocked.status, blocked.code]).toEqual([409, 'legal'])
    const { ruleId } = await rule(one.id, 'max_hours')
    const waive = (who: World['admin'], reason: string | null) =>
      act(who, 'Placement', 'waive', one.id, { ruleId }, reason)
    expect((await refusalOf(waive(world.officer, 'Accord verbal'))).fields.ruleId?.fr).toContain('administration')
    expect((await refusalOf(waive(world.admin, null))).fields).toHaveProperty('reason')
    await waive(world.admin, 'Accord de la direction du 28/01')
    expect(await rule(one.id, 'max_hours')).toMatchObject({
      outcome: 'waived',
      waiver: { reason: 'Accord de la direction du 28/01' },
    })
    await act(world.officer, 'Placement', 'confirm', one.id)
    const event = await prisma().event.findFirstOrThrow({ where: { recordId: one.id, verb: 'waive' } })
    expect(event).toMatchObject({ reason: 'Accord de la direction du 28/01', after: { rule: 'max_hours' } })
  })

  it('does not waive what is respected, what nobody may waive, nor after the last day of the waiver', async () => {
    const world = await smallSchool()
    const fine = await placed(world)
    const { ruleId } = await rule(fine.id, 'max_hours')
    expect((await refusalOf(act(world.admin, 'Placement', 'waive', fine.id, { ruleId }, 'Au cas où'))).status).toBe(422)
    const poor = await placed(world, { pay: 0 })
    const pay = await rule(poor.id, 'min_hourly_pay')
    await act(
      world.admin,
      'Placement',
      'waive',
      poor.id,
      { ruleId: pay.ruleId, until: '2026-02-10' },
      'Accord provisoire',
    )
    expect((await rule(poor.id, 'min_hourly_pay')).outcome).toBe('waived')
    at('2026-02-11T10:00:00')
    expect((await rule(poor.id, 'min_hourly_pay')).outcome).toBe('blocked')
  })

  it('wants at least 4.50 € an hour beyond 308 hours, 3 906,00 € in all; nothing at 308 hours exactly', async () => {
    const world = await smallSchool()
    const free = await placed(world, { pay: 0, payUnit: 'total' })
    const due = await rule(free.id, 'min_hourly_pay')
    expect(due.outcome).toBe('blocked')
    expect(due.sentence?.fr.replace(/[\u202f\u00a0]/g, ' ')).toContain('minimum 4,50 €/h, soit 3 906,00 € au total')
    // 44 days of 7 hours, the last a Tuesday
    const short = { startsOn: day('2026-09-01'), endsOn: day('2026-10-30') }
    expect((await judged(free.id, short)).presence?.hours).toBe('308')
    expect((await rule(free.id, 'min_hourly_pay', short)).outcome).toBe('ok')
    const planned = { ...short, endsOn: day('2026-11-02') }
    expect((await rule(free.id, 'min_hourly_pay', planned)).outcome).toBe('blocked')
    expect((await rule(free.id, 'min_hourly_pay', { pay: await total('3906'), payUnit: 'total' })).outcome).toBe('ok')
    expect((await rule(free.id, 'min_hourly_pay', { pay: await total('693'), payUnit: 'month' })).outcome).toBe('ok')
    expect((await rule(free.id, 'min_hourly_pay', { pay: await total('692'), payUnit: 'month' })).outcome).toBe(
      'blocked',
    )
  })

  it('applies the values of the day the internship starts', async () => {
    const world = await smallSchool()
    const old = await placed(world, { pay: 4.35, startsOn: day('2025-03-03'), endsOn: day('2025-08-29') })
    expect((await judged(old.id)).profile?.name).toBe('France (01/01/2024)')
    expect((await rule(old.id, 'min_hourly_pay')).outcome).toBe('ok')
    expect(
      (await rule(old.id, 'min_hourly_pay', { startsOn: day('2026-03-02'), endsOn: day('2026-08-28') })).outcome,
    ).toBe('blocked')
  })

  it('lets a tutor follow three trainees, names them to whoever brings a fourth, and frees the tutor when one leaves', async () => {
    const world = await smallSchool()
    const house = await world.company()
    await prisma().company.update({ where: { id: house.id }, data: { headcount: 200 } })
    const names: string[] = []
    for (let i = 0; i < 3; i += 1) {
      const { studentId } = await placed(world, { endsOn: day('2026-06-30'), status: 'ongoing' }, house)
      const { person } = await prisma().student.findUniqueOrThrow({
        where: { id: studentId },
        include: { person: true },
      })
      names.push(`${person.firstName} ${person.lastName}`)
    }
    const fourth = await placed(world, { startsOn: day('2026-06-15') }, house)
    const full = await rule(fourth.id, 'company_tutor_max')
    expect(full.outcome).toBe('blocked')
    for (const name of names) expect(full.sentence?.fr).toContain(name)
    expect((await rule(fourth.id, 'company_tutor_max', { startsOn: day('2026-07-01') })).outcome).toBe('ok')
  })

  it('counts trainees by calendar week: three in a small house, 15 % rounded up beyond', async () => {
    const world = await smallSchool()
    const house = await world.company()
    const others: { id: string }[] = []
    for (let i = 0; i < 5; i += 1)
      others.push(await placed(world, { status: 'ongoing', contactId: null, endsOn: day('2026-03-18') }, house))
    const next = await placed(world, { startsOn: day('2026-03-20') }, house)
    const withStaff = async (headcount: number | null) => {
      await prisma().company.update({ where: { id: house.id }, data: { headcount } })
      return rule(next.id, 'quota_ratio')
    }
    expect((await withStaff(null)).outcome).toBe('unknown')
    expect((await withStaff(34)).outcome).toBe('ok')
    const thirty = await withStaff(30)
    expect(thirty.outcome).toBe('blocked')
    expect(thirty.sentence?.fr).toContain('6 stagiaires la semaine du 16/03/2026 pour 5 au plus')
    expect((await rule(next.id, 'quota_ratio', { startsOn: day('2026-03-23') })).outcome).toBe('ok')
    expect((await withStaff(19)).limit.fr).toBe('3 par semaine')
  })

  it('warns until a third of the last trainee’s stay has passed on the same post, unless that trainee broke it off', async () => {
    const world = await smallSchool()
    const house = await world.company()
    const before = await placed(world, { status: 'finished', subject: 'Dev web' }, house)
    const after = await placed(
      world,
      { subject: 'Dév WEB', startsOn: day('2026-10-01'), endsOn: day('2026-12-18') },
      house,
    )
    const warned = await rule(after.id, 'waiting_ratio')
    expect(warned.outcome).toBe('warning')
    expect(warned.sentence?.fr).toContain('pas avant le 28/10/2026')
    expect((await rule(after.id, 'waiting_ratio', { startsOn: day('2026-10-28') })).outcome).toBe('ok')
    await prisma().placement.update({
      where: { id: before.id },
      data: { status: 'broken', brokenOn: day('2026-08-20'), breachInitiative: 'student' },
    })
    expect((await rule(after.id, 'waiting_ratio')).outcome).toBe('ok')
    expect(freeOn({ startsOn: '2026-03-02', endsOn: '2026-08-28' }, '1/3')).toBe('2026-10-28')
  })

  it('follows the host’s country, and asks nothing where the school keeps no rules', async () => {
    const world = await smallSchool()
    const one = await placed(world)
    await prisma().company.update({ where: { id: one.companyId }, data: { country: 'Togo' } })
    expect(await judged(one.id)).toMatchObject({ profile: null, findings: [{ key: 'overlap', outcome: 'ok' }] })
  })

  it('does not call two internships simultaneous when the first is interrupted those days', async () => {
    const world = await smallSchool()
    const first = await placed(world, { status: 'ongoing' })
    const dates = { startsOn: day('2026-08-03'), endsOn: day('2026-08-14') }
    const second = await placed(world, { studentId: first.studentId, ...dates })
    expect((await rule(second.id, 'overlap')).outcome).toBe('blocked')
    await prisma().interruption.create({ data: { placementId: first.id, kind: 'agreed', ...dates } })
    expect((await rule(second.id, 'overlap')).outcome).toBe('ok')
  })
})

const total = async (amount: string) => {
  const { Prisma } = await import('../../../src/platform/db.ts')
  return new Prisma.Decimal(amount)
}
