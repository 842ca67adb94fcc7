import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readQuery } from '../../admin/filters.ts'
import { morningPage } from '../../admin/morning/page.ts'
import { pages } from '../../admin/verbs.ts'
import type { MorningAnswer, MorningGroup } from '../../components/morning/state.ts'
import { type Context, type Role, runAs } from '../../src/access/actor.ts'
import { isModel } from '../../src/access/model.ts'
import { count } from '../../src/access/select.ts'
import { watchStarts } from '../../src/domain/internships/late-start.ts'
import { morning } from '../../src/domain/internships/morning.ts'
import { flowOf, holders } from '../../src/kit/flow.ts'
import { setClock } from '../../src/platform/clock.ts'
import { prisma } from '../../src/platform/db.ts'
import { act, asRole, at, day, person, smallSchool, type World } from '../domain/internships/world.ts'
import { testDatabase } from '../support/database.ts'

beforeAll(testDatabase)
beforeAll(morningPage)
beforeEach(() => at('2026-02-23T08:00:00'))
afterAll(() => setClock(null))

async function answerFor(ctx: Context): Promise<MorningAnswer> {
  const page = pages.get('morning')
  if (!page?.right(ctx.actor)) throw new Error('not theirs')
  const asked = { method: 'GET' as const, query: {}, fields: {}, files: {} }
  return (await runAs(ctx, () => page.handle(asked, ctx))) as MorningAnswer
}

const groupsOf = async (ctx: Context): Promise<Map<string, MorningGroup>> =>
  new Map((await answerFor(ctx)).groups.map((group) => [group.name, group]))

/** An officer of this school’s department alone. */
async function officerOf(world: World) {
  const roles = [{ role: 'internship_officer' as const, departmentId: world.department.id }]
  return asRole('internship_officer', await person('Chargée'), { roles })
}

async function placed(world: World, data: { startsOn: string; status?: 'confirmed' | 'ready'; companyId?: string }) {
  const [student, house] = [await world.student(), await world.company()]
  const { startsOn, status = 'confirmed', companyId = house.id } = data
  const { id } = await prisma().placement.create({
    data: {
      ...{ studentId: student.id, campaignId: world.campaign.id, companyId, status, contactId: house.contactId },
      ...{ startsOn: day(startsOn), endsOn: day('2026-08-28') },
    },
  })
  return { id, house }
}

describe('The morning’s list', () => {
  it('is for the officer and the administrator', async () => {
    const world = await smallSchool()
    for (const stranger of [world.schoolTutor, await world.student(), await world.company()])
      await expect(answerFor(stranger.ctx())).rejects.toThrow('not theirs')
  })

  it('says so when there is nothing to do, and shows nothing of another department', async () => {
    const [quiet, busy] = [await smallSchool(), await smallSchool()]
    await placed(busy, { startsOn: '2026-02-25' })
    expect((await answerFor((await officerOf(quiet)).ctx())).groups).toEqual([])
  })

  it('counts in each group what its list holds; the gravest come first, with why, who and since when', async () => {
    const world = await smallSchool()
    const officer = await officerOf(world)
    // Ten working days from a Monday: the Monday after next is in, the day after is not
    for (const startsOn of ['2026-02-20', '2026-02-23', '2026-02-24', '2026-03-09', '2026-03-10'])
      await placed(world, { startsOn })
    await placed(world, { startsOn: '2026-02-25', status: 'ready' })
    const groups = await groupsOf(officer.ctx())
    expect([...groups].map(([name, { count: n }]) => [name, n])).toEqual([
      ['atRisk', 2],
      ['startingUnsigned', 2],
    ])
    expect(groups.get('atRisk')?.lines[0]?.why).toContain('3 jours')
    expect(groups.get('startingUnsigned')?.lines[0]).toMatchObject({
      since: '2026-02-24',
      who: 'Responsable des stages',
    })
    expect(groups.get('startingUnsigned')?.bulk?.verbs).toContain('draftAgreement')
    for (const { href, count: n } of groups.values()) {
      const [path = '', search = ''] = (href ?? '').split('?')
      const model = path.split('/').at(-1) ?? ''
      if (!isModel(model)) throw new Error(path)
      const query = readQuery(officer.ctx(), model, Object.fromEntries(new URLSearchParams(search)))
      expect(await count(officer.ctx(), model, query)).toBe(n)
    }
  })

  it('names the tutor who has three trainees, and the week where a company of nineteen has three', async () => {
    const world = await smallSchool()
    const officer = await officerOf(world)
    const first = await placed(world, { startsOn: '2026-01-05', status: 'ready' })
    await prisma().company.update({ where: { id: first.house.id }, data: { headcount: 19 } })
    for (const startsOn of ['2026-01-05', '2026-03-02']) {
      const { id } = await placed(world, { startsOn, status: 'ready', companyId: first.house.id })
      await prisma().placement.update({ where: { id }, data: { contactId: first.house.contactId } })
    }
    expect((await groupsOf(officer.ctx())).has('crowdedTutors')).toBe(false)
    const [full] = (await groupsOf(officer.ctx())).get('fullWeeks')?.lines ?? []
    expect(full?.why).toBe('Semaine du 02/03/2026 : 3 stagiaires pour 3 au plus.')
    at('2026-03-02T08:00:00')
    expect((await groupsOf(officer.ctx())).get('crowdedTutors')?.lines).toHaveLength(1)
  })
})

describe('The buttons of the morning', () => {
  const buttons = morning.flatMap((watch) =>
    watch.verbs.map((verb) => ({ watch, verb, name: `${watch.name}: ${verb}` })),
  )

  it.each(buttons)(
    '$name exists, is for whoever reads the page, and is legal on what its group lists',
    ({ watch, verb }) => {
      const found = flowOf(watch.model)?.verbs.get(verb)
      if (!found) throw new Error(`${watch.model} has no verb ${verb}`)
      // Mails are sent again by the administration alone
      const readers: Role[] = watch.model === 'MailDelivery' ? ['admin'] : ['admin', 'internship_officer']
      expect(holders(found)).toEqual(expect.arrayContaining(readers))
      const filters = watch.filters({ day: () => '2026-02-23', me: '' })
      const states = (filters.status ?? filters['status~~in'] ?? '').split(',')
      const legal = found.from === 'any' ? states : states.filter((state) => found.from.includes(state))
      expect(legal).not.toEqual([])
    },
  )

  it('are offered on every group that has any, to the officer', async () => {
    const world = await smallSchool()
    const officer = await officerOf(world)
    await placed(world, { startsOn: '2026-02-20' })
    expect((await groupsOf(officer.ctx())).get('atRisk')?.bulk?.verbs).toEqual(['draftAgreement', 'cancel'])
  })
})

describe('An agreement not signed before the start', () => {
  const titles = async (id: string) =>
    (await prisma().alert.findMany({ where: { placementId: id, status: 'open' } })).map(
      ({ title }) => title.split(' :')[0],
    )

  it('is told at D-15, D-7, D-1 and on the day, once each; it never begins; once signed nothing is left', async () => {
    const world = await smallSchool()
    const { id } = await placed(world, { startsOn: '2026-03-10' })
    await watchStarts()
    await watchStarts()
    expect(await titles(id)).toEqual(['J-15'])
    for (const [today, step] of [
      ['2026-03-03', 'J-7'],
      ['2026-03-09', 'J-1'],
      ['2026-03-10', 'À risque'],
    ]) {
      at(`${today}T08:00:00`)
      await watchStarts()
      expect(await titles(id)).toEqual([step])
    }
    expect((await prisma().placement.findUniqueOrThrow({ where: { id } })).status).toBe('confirmed')
    await act(world.officer, 'Placement', 'cancel', id, {}, 'Jamais signée')
    await watchStarts()
    expect(await titles(id)).toEqual([])
    expect(await prisma().alert.count({ where: { placementId: id } })).toBe(4)
  })
})
