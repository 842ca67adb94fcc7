import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { setClock } from '../../src/platform/clock.ts'
import { config } from '../../src/platform/config.ts'
import { prisma } from '../../src/platform/db.ts'
import { type Occasion, type Schedule, startSchedule, tick } from '../../src/platform/schedule.ts'
import { testDatabase } from '../support/database.ts'

beforeAll(testDatabase)

const runs: string[] = []
const morning: Schedule = { name: 'morning', at: '08:00', run: async ({ period }: Occasion) => void runs.push(period) }
const at = (instant: string) => setClock(() => new Date(instant))

beforeEach(async () => {
  runs.splice(0)
  config.schoolTz = 'Africa/Dakar'
  await prisma().scheduledRun.deleteMany()
})
afterEach(() => setClock(null))

describe('a daily task', () => {
  test('runs once a day, after its hour', async () => {
    for (const instant of ['07:59:59', '08:00:00', '08:05:00', '23:59:59']) {
      at(`2026-03-02T${instant}Z`)
      await tick([morning])
    }
    expect(runs).toEqual(['2026-03-02'])
  })

  test('owes nobody the days before it existed, and catches up those of an outage', async () => {
    at('2026-03-02T09:00:00Z')
    await tick([morning])
    at('2026-03-06T09:00:00Z')
    await tick([morning])
    expect(runs).toEqual(['2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05', '2026-03-06'])
  })

  test('catches up forty days at most', async () => {
    at('2026-01-02T09:00:00Z')
    await tick([morning])
    at('2026-06-30T09:00:00Z')
    await tick([morning])
    expect(runs).toHaveLength(42)
    expect(runs[1]).toBe('2026-05-21')
  })

  test('two workers at the same instant run it once', async () => {
    at('2026-03-02T09:00:00Z')
    await Promise.all([tick([morning]), tick([morning]), tick([morning])])
    expect(runs).toEqual(['2026-03-02'])
  })

  test('that failed is tried again a quarter of an hour later; that died, an hour later', async () => {
    let broken = true
    const fragile: Schedule = {
      ...morning,
      run: async () => {
        runs.push('try')
        if (broken) throw new Error('no network')
      },
    }
    at('2026-03-02T09:00:00Z')
    await tick([fragile])
    expect(await prisma().scheduledRun.findFirst()).toMatchObject({ status: 'failed', error: 'no network' })
    at('2026-03-02T09:10:00Z')
    await tick([fragile])
    expect(runs).toHaveLength(1)
    broken = false
    at('2026-03-02T09:16:00Z')
    await tick([fragile])
    expect(await prisma().scheduledRun.findFirst()).toMatchObject({ status: 'done', error: null })
    await prisma().scheduledRun.updateMany({ data: { status: 'running' } })
    at('2026-03-02T10:00:00Z')
    await tick([fragile])
    expect(runs).toHaveLength(2)
    at('2026-03-02T10:17:00Z')
    await tick([fragile])
    expect(runs).toHaveLength(3)
  })

  test('of working days leaves the week-end alone', async () => {
    const workdays: Schedule = { ...morning, name: 'workdays', on: 'workdays' }
    at('2026-03-06T09:00:00Z')
    await tick([workdays])
    at('2026-03-09T09:00:00Z')
    await tick([workdays])
    expect(runs).toEqual(['2026-03-06', '2026-03-09'])
  })

  test('runs once on the nights when clocks change, and never between 01:30 and 03:30', async () => {
    config.schoolTz = 'Europe/Paris'
    const early: Schedule = { ...morning, name: 'early', at: '01:00' }
    at('2026-03-28T10:00:00Z')
    await tick([early])
    for (let minute = 0; minute < 24 * 60; minute += 10) {
      const instant = new Date(Date.UTC(2026, 2, 28, 22, minute))
      setClock(() => instant)
      await tick([early])
    }
    expect(runs).toEqual(['2026-03-28', '2026-03-29'])
    expect(() => startSchedule([{ ...morning, at: '02:30' }])).toThrow(/between 01:30 and 03:30/)
  })
})

test('one task that fails does not keep the others from running', async () => {
  at('2026-03-02T09:00:00Z')
  const broken: Schedule = { name: 'broken', every: { seconds: 1 }, run: async () => Promise.reject(new Error('no')) }
  expect(await tick([broken, morning])).toEqual(['morning 2026-03-02'])
})
