import type { Role } from '@prisma/client'
import { beforeAll, describe, expect, test } from 'vitest'
import type { ListHabits, ViewState, ViewsAnswer } from '../../components/views/state.ts'
import { prisma } from '../../src/platform/db.ts'
import type { Door } from '../http/visitor.ts'
import { testDatabase } from '../support/database.ts'
import { form, type Inside, inside, jsonOf, openDesk } from './opened-desk.ts'

let door: Door
let officer: Inside
let colleague: Inside
let tutor: Inside
let student: Inside
let admin: Inside
beforeAll(testDatabase)
beforeAll(async () => {
  door = await openDesk()
  ;[officer, colleague, tutor, student, admin] = (await Promise.all(
    (['internship_officer', 'internship_officer', 'school_tutor', 'student', 'admin'] as Role[]).map((role) =>
      inside(door, role),
    ),
  )) as [Inside, Inside, Inside, Inside, Inside]
  return door.close
})

const SAVED = '/admin/api/resources/SavedView'
let turn = 0
const save = (who: Inside, more: Record<string, string> = {}) =>
  who.visitor.api(
    `${SAVED}/actions/new`,
    form({ model: 'Company', name: `Vue ${turn++}`, query: 'filters.city=Dakar&columns=name,city', ...more }),
  )
const saved = async (who: Inside, more: Record<string, string> = {}) => {
  const answer = await save(who, more)
  expect([answer.status, answer.text.slice(0, 200)]).toEqual([200, expect.any(String)])
  return jsonOf(answer).record.id
}
const answerOf = async (who: Inside, model = 'Company'): Promise<ViewsAnswer> =>
  JSON.parse((await who.visitor.api(`/admin/api/pages/views?model=${model}`)).text)
const seen = async (who: Inside, id: string): Promise<ViewState | undefined> =>
  (await answerOf(who)).views.find((view) => view.id === id)
const keep = (who: Inside, values: Record<string, string>) => who.visitor.api('/admin/api/pages/views', form(values))
const habits = async (who: Inside): Promise<ListHabits> => {
  const { text } = await who.visitor.get('/admin')
  return JSON.parse(/id="desk-me"[^>]*>(.*)<\/script>/.exec(text)?.[1] ?? '{}').lists ?? {}
}

describe('a saved view', () => {
  test('one’s own view is missing for everybody else, and nobody else changes or deletes it', async () => {
    const id = await saved(officer)
    for (const other of [colleague, tutor, student]) {
      expect(await seen(other, id)).toBeUndefined()
      for (const action of ['show', 'edit', 'delete']) {
        const sent = action === 'show' ? {} : form({ version: '0', name: 'Volée' })
        expect((await other.visitor.api(`${SAVED}/records/${id}/${action}`, sent)).status).toBe(404)
      }
      expect((await keep(other, { model: 'Company', view: id })).status).toBe(404)
    }
    expect(await seen(officer, id)).toMatchObject({ mine: true, mayChange: true, ignored: 0 })
    expect(await prisma().savedView.findUnique({ where: { id } })).toMatchObject({ version: 0 })
  })

  test('a student keeps views, and shares none: neither with their role nor with everybody', async () => {
    const shares: Record<string, string>[] = [
      { audience: 'everyone' },
      { audience: 'role', role: 'student' },
      { role: 'student' },
    ]
    for (const more of shares) expect((await save(student, more)).status).toBe(422)
    const id = await saved(student)
    const sent = form({ version: '0', audience: 'everyone' })
    expect((await student.visitor.api(`${SAVED}/records/${id}/edit`, sent)).status).toBe(422)
    expect((await answerOf(student)).roles).toEqual([])
    expect(await prisma().savedView.findUnique({ where: { id } })).toMatchObject({ audience: 'me' })
  })

  test('a view of a role is seen by those who hold it today, and by nobody else', async () => {
    const id = await saved(officer, { audience: 'role', role: 'internship_officer' })
    expect(await seen(colleague, id)).toMatchObject({ mine: false, mayChange: false, by: 'Diallo Awa' })
    expect(await seen(tutor, id)).toBeUndefined()
    await prisma().roleAssignment.updateMany({
      where: { personId: tutor.who.personId },
      data: { role: 'internship_officer' },
    })
    expect(await seen(tutor, id)).toMatchObject({ mine: false })
    await prisma().roleAssignment.updateMany({
      where: { personId: tutor.who.personId },
      data: { role: 'school_tutor' },
    })
    expect(await seen(tutor, id)).toBeUndefined()
  })

  test('nobody shares with a role they do not hold, nor a list they cannot open', async () => {
    expect((await save(officer, { audience: 'role', role: 'student' })).status).toBe(422)
    expect((await save(officer, { audience: 'role' })).status).toBe(422)
    expect((await save(tutor, { model: 'Account' })).status).toBe(422)
    expect((await save(tutor, { model: 'Nowhere' })).status).toBe(422)
    expect((await save(tutor, { query: `filters.name=${'x'.repeat(5_000)}` })).status).toBe(422)
  })

  test('an administrator tidies a view that somebody shared', async () => {
    const id = await saved(officer, { audience: 'everyone' })
    expect(await seen(admin, id)).toMatchObject({ mine: false, mayChange: true })
    expect((await admin.visitor.api(`${SAVED}/records/${id}/delete`, form({ version: '0' }))).status).toBe(200)
    expect(await seen(officer, id)).toBeUndefined()
  })

  test('a view of somebody who left goes on working for the others', async () => {
    const leaver = await inside(door, 'internship_officer')
    const id = await saved(leaver, { audience: 'everyone' })
    expect((await keep(colleague, { model: 'Company', view: id })).status).toBe(200)
    await prisma().account.update({ where: { id: leaver.who.accountId }, data: { status: 'disabled' } })
    expect(await seen(colleague, id)).toMatchObject({ query: 'filters.city=Dakar&columns=name%2Ccity' })
    expect((await habits(colleague)).Company?.view).toMatchObject({ id })
    await keep(colleague, { model: 'Company', view: '' })
  })

  test('a column or a filter that is no more, or that the reader may not read, is left out and counted', async () => {
    const query = new URLSearchParams({
      'filters.city': 'Dakar',
      'filters.gone~~is': 'x',
      'filters.status~~like': 'x',
      columns: 'name,gone,notes,city',
      sortBy: 'gone',
      direction: 'desc',
      page: '7',
    })
    const id = await saved(officer, { audience: 'everyone', query: query.toString() })
    const view = await seen(officer, id)
    expect(view?.ignored).toBeGreaterThanOrEqual(3)
    expect(view?.query).not.toMatch(/gone|like|direction|page/)
    expect(view?.query).toContain('filters.city=Dakar')
    const list = await officer.visitor.api(`/admin/api/resources/Company/actions/list?${view?.query}&view=${id}`)
    expect(list.status).toBe(200)
  })

  test('what a reader may not read leaves their copy of the view, not the view', async () => {
    const query = 'filters.gender~~is=female&columns=lastName,gender&sortBy=birthDate'
    const id = await saved(officer, { model: 'Person', audience: 'everyone', query })
    const of = async (who: Inside) => (await answerOf(who, 'Person')).views.find((view) => view.id === id)
    expect(await of(officer)).toMatchObject({ ignored: 0 })
    expect(await of(tutor)).toMatchObject({ query: 'columns=lastName', ignored: 3 })
  })

  test('a default view opens its list, one per list; deleted or closed, it is as if it never was', async () => {
    const [one, two] = [await saved(officer), await saved(colleague, { audience: 'everyone' })]
    await keep(officer, { model: 'Company', view: one })
    await keep(officer, { model: 'Company', view: two })
    expect((await habits(officer)).Company?.view).toMatchObject({ id: two })
    expect((await keep(officer, { model: 'Offer', view: one })).status).toBe(404)
    await colleague.visitor.api(`${SAVED}/records/${two}/edit`, form({ version: '0', audience: 'me' }))
    expect((await habits(officer)).Company?.view).toBeUndefined()
    await keep(officer, { model: 'Company', view: one })
    await officer.visitor.api(`${SAVED}/records/${one}/delete`, form({ version: '0' }))
    expect((await habits(officer)).Company).toBeUndefined()
  })

  test('columns follow the person, in their order; unknown ones are forgotten, none is the school’s choice again', async () => {
    await keep(officer, { model: 'Company', columns: 'city,gone,name,city' })
    expect((await habits(officer)).Company?.columns).toEqual(['city', 'name'])
    expect((await habits(colleague)).Company).toBeUndefined()
    await keep(officer, { model: 'Company', columns: '' })
    expect((await habits(officer)).Company).toBeUndefined()
    expect((await keep(student, { model: 'Account', columns: 'email' })).status).toBe(404)
  })
})
