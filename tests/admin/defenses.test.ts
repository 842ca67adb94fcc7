import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { defensesPage } from '../../admin/defenses/page.ts'
import { pages } from '../../admin/verbs.ts'
import { draftOf } from '../../components/defenses/draft.ts'
import type { CheckedAnswer, DefensesAnswer, Draft, SavedAnswer } from '../../components/defenses/state.ts'
import { registerJobs } from '../../jobs/main.ts'
import { runAs } from '../../src/access/actor.ts'
import { prisma } from '../../src/platform/db.ts'
import { drainQueue } from '../../src/platform/queue.ts'
import { gradedSchool, internship } from '../domain/internships/finished.ts'
import { type Actress, act, at, person } from '../domain/internships/world.ts'
import { testDatabase } from '../support/database.ts'

beforeAll(testDatabase)
beforeAll(defensesPage)
beforeAll(registerJobs)
beforeEach(() => at('2026-09-01T10:00:00'))

const page = async <T>(who: Actress, method: 'GET' | 'POST', query: object, fields: object = {}): Promise<T> => {
  const found = pages.get('defenses')
  if (!found?.right(who.actor)) throw new Error('not theirs')
  const asked = { method, query: { ...query } as Record<string, string>, fields: { ...fields }, files: {} }
  return runAs(who.ctx(), () => found.handle(asked, who.ctx())) as Promise<T>
}

/** Three defenses of one campaign, three professors, a room; the tutor is the same for all. */
async function board() {
  const world = await gradedSchool()
  const internships = [await internship(world), await internship(world), await internship(world)]
  const ids: string[] = []
  for (const { id } of internships) ids.push((await prisma().defense.create({ data: { placementId: id } })).id)
  const teachers = [await person('Alpha'), await person('Bravo'), await person('Charlie')]
  for (const [i, { id }] of teachers.entries())
    await prisma().teacher.create({
      data: { personId: id, rank: (['professor', 'associate', 'lecturer'] as const)[i] ?? 'lecturer' },
    })
  const query = { campaign: world.campaign.id, rooms: world.room.id, from: '2026-09-14', to: '2026-09-14' }
  const settings = String(new URLSearchParams(query))
  const show = () => page<DefensesAnswer>(world.officer, 'GET', query)
  const send = <T>(step: string, drafts: Draft[]) =>
    page<T>(world.officer, 'POST', {}, { step, settings, drafts: JSON.stringify(drafts) })
  return { world, internships, ids, teachers, show, send }
}

const draft = ({ lines }: DefensesAnswer, id: string, more: Partial<Draft>): Draft => {
  const line = lines.find((one) => one.id === id)
  if (!line) throw new Error('no such line')
  return { ...draftOf(line), ...more }
}

describe('The planner of defenses', () => {
  it('is the officer’s and the administrator’s', async () => {
    const { world, internships } = await board()
    for (const stranger of [world.schoolTutor, internships[0]?.student, internships[0]?.house])
      if (stranger) await expect(page(stranger, 'GET', {})).rejects.toThrow('not theirs')
    expect((await page<DefensesAnswer>(world.admin, 'GET', { campaign: world.campaign.id })).lines).toHaveLength(3)
  })

  it('proposes without keeping anything, then saves it all at once; the jury sits, the minutes to fill in are printed', async () => {
    const { world, ids, show, send } = await board()
    const shown = await show()
    expect(shown.slots[0]?.label).toBe('lundi 14 septembre')
    const { drafts = [], marks, notice } = await send<CheckedAnswer>('propose', shown.lines.map(draftOf))
    expect(notice?.message).toContain('3 soutenances à placer ainsi')
    expect(Object.values(marks).flatMap(({ errors, warnings }) => [...errors, ...warnings])).toEqual([])
    expect(await prisma().defense.count({ where: { id: { in: ids }, status: 'to_plan' } })).toBe(3)
    expect(await send<SavedAnswer>('save', drafts)).toMatchObject({ saved: 3, refused: [] })
    const kept = await prisma().defense.findMany({ where: { id: { in: ids } }, include: { jury: true } })
    expect(kept.map(({ status }) => status)).toEqual(['planned', 'planned', 'planned'])
    for (const { jury } of kept)
      expect(jury.map(({ personId }) => personId)).toContain(world.schoolTutor.actor.personId)
    expect((await show()).planned.n).toBe(3)
    const [first = ''] = ids
    await act(world.officer, 'Defense', 'confirm', first)
    await drainQueue()
    const invited = await prisma().defense.findUniqueOrThrow({ where: { id: first }, include: { formFile: true } })
    expect(invited.formFile?.name).toContain('a-remplir')
    expect((await show()).lines.find(({ id }) => id === first)?.fixed).toBe(true)
  })

  it('says what clashes while it is filled in, and names each line that is refused; the others are saved', async () => {
    const { world, ids, teachers, show, send } = await board()
    const shown = await show()
    const [one = '', two = '', three = ''] = ids
    const [alpha, bravo, charlie] = teachers.map(({ id }) => id)
    const slot = { startsAt: '2026-09-14T09:00:00.000Z', roomId: world.room.id }
    const drafts = [
      draft(shown, one, { ...slot, jury: [alpha ?? '', bravo ?? '', ''] }),
      draft(shown, two, { ...slot, jury: [charlie ?? '', '', ''] }),
      draft(shown, three, { ...slot, startsAt: '2026-09-14T10:30:00.000Z', jury: [charlie ?? '', alpha ?? '', ''] }),
    ]
    const { marks } = await send<CheckedAnswer>('check', drafts)
    expect(marks[one]?.errors[0]).toContain('est déjà pris')
    expect(marks[three]?.errors).toEqual([expect.stringContaining('la présidence lui revient')])
    const { saved, refused } = await send<SavedAnswer>('save', drafts)
    expect(saved).toBe(1)
    expect(refused).toHaveLength(2)
    expect(refused.every(({ student, message }) => student.includes('Étudiant') && message.length > 10)).toBe(true)
    expect(refused.find(({ id }) => id === three)?.message).toContain('présidence')
    expect(await prisma().defense.count({ where: { id: { in: ids }, status: 'planned' } })).toBe(1)
  })

  it('moves two defenses into each other’s place, and frees a slot that is emptied', async () => {
    const { world, ids, teachers, show, send } = await board()
    const [one = '', two = ''] = ids
    const [alpha = '', bravo = ''] = teachers.map(({ id }) => id)
    const place = (time: string) => ({
      startsAt: `2026-09-14T${time}:00.000Z`,
      roomId: world.room.id,
      jury: [alpha, bravo, ''],
    })
    await send('save', [draft(await show(), one, place('09:00')), draft(await show(), two, place('09:45'))])
    const planned = await show()
    const swapped = [
      draft(planned, one, { startsAt: '2026-09-14T09:45:00.000Z' }),
      draft(planned, two, { startsAt: '2026-09-14T09:00:00.000Z' }),
    ]
    expect(await send<SavedAnswer>('save', swapped)).toMatchObject({ saved: 2, refused: [] })
    const hour = async (id: string) =>
      (await prisma().defense.findUniqueOrThrow({ where: { id } })).startsAt?.toISOString().slice(11, 16)
    expect([await hour(one), await hour(two)]).toEqual(['09:45', '09:00'])
    await send('save', [draft(await show(), one, { startsAt: '' })])
    expect(await prisma().defense.findUniqueOrThrow({ where: { id: one }, include: { jury: true } })).toMatchObject({
      ...{ status: 'to_plan', startsAt: null, roomId: null, jury: [] },
    })
  })

  it('tells somebody who looked too long ago, and plans the resit after a justified absence', async () => {
    const { world, ids, teachers, show, send } = await board()
    const [one = ''] = ids
    const [alpha = '', bravo = ''] = teachers.map(({ id }) => id)
    const before = await show()
    const slot = { startsAt: '2026-09-14T09:00:00.000Z', roomId: world.room.id, jury: [alpha, bravo, ''] }
    await send('save', [draft(before, one, slot)])
    const late = await send<SavedAnswer>('save', [
      draft(before, one, { ...slot, startsAt: '2026-09-14T11:00:00.000Z' }),
    ])
    expect(late.refused[0]?.message).toContain('a modifié ce dossier entre-temps')
    at('2026-09-14T10:00:00')
    await act(world.officer, 'Defense', 'excuse', one, {}, 'Certificat médical')
    expect((await show()).lines.filter(({ isResit }) => isResit)).toHaveLength(1)
  })

  it('refuses what is no table', async () => {
    const { world } = await board()
    await expect(page(world.officer, 'POST', {}, { step: 'save', drafts: 'x' })).rejects.toMatchObject({ status: 422 })
    await expect(page(world.officer, 'POST', {}, { step: 'erase', drafts: '[]' })).rejects.toMatchObject({
      status: 404,
    })
  })
})
