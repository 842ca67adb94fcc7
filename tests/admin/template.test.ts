import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { registerJobs } from '../../jobs/main.ts'
import { system } from '../../src/access/actor.ts'
import { createRecord } from '../../src/kit/record.ts'
import { prisma } from '../../src/platform/db.ts'
import { closePdf } from '../../src/platform/pdf.ts'
import { drainQueue } from '../../src/platform/queue.ts'
import type { Door } from '../http/visitor.ts'
import { testDatabase } from '../support/database.ts'
import { form, type Inside, inside, openDesk } from './opened-desk.ts'

let door: Door
let officer: Inside
let id: string
beforeAll(testDatabase)
beforeAll(async () => {
  registerJobs()
  door = await openDesk()
  officer = await inside(door, 'internship_officer')
  id = (await createRecord(system('essai'), 'DocumentTemplate', { name: 'Procès-verbal maison', kind: 'minutes' })).id
  return door.close
})
afterAll(closePdf)

const address = () => `/admin/api/resources/DocumentTemplate/records/${id}/text`
const ask = async (who: Inside, body: string, recordId = '') => who.visitor.api(address(), form({ body, recordId }))
const progress = async (who: Inside, turn: string) =>
  JSON.parse((await who.visitor.api(`${address()}?turn=${turn}`)).text)

describe('The text of a template', () => {
  test('opens on the house’s words with every name that may be printed, in the reader’s language', async () => {
    const { text } = JSON.parse((await officer.visitor.api(address())).text)
    expect(text).toMatchObject({ isHouse: true, mayWrite: true, problems: [], of: 'Defense', published: null })
    expect(text.body).toContain('Procès-verbal de soutenance')
    expect(text.names).toContainEqual({ name: 'jury[].name', meaning: 'Prénom et nom du membre', list: false })
    expect(text.parts).toEqual(['partials/fact'])
  })

  test('is nobody’s but the officers’', async () => {
    for (const role of ['student', 'company_tutor', 'school_tutor'] as const) {
      const stranger = await inside(door, role)
      expect((await stranger.visitor.api(address())).status).toBe(404)
      expect((await ask(stranger, '<p>x</p>')).status).toBe(404)
    }
  })

  test('is printed by the worker while it is written, and the preview is its writer’s alone', async () => {
    const { text } = JSON.parse((await ask(officer, '<h1>{{school.name}}</h1>')).text)
    expect((await progress(officer, text.turn)).text.status).toBe('waiting')
    await drainQueue()
    const done = (await progress(officer, text.turn)).text
    expect(done.status).toBe('done')
    const pdf = await officer.visitor.get(done.pdf)
    expect([pdf.status, pdf.headers.get('content-type')]).toEqual([200, 'application/pdf'])
    expect((await officer.visitor.get(done.picture)).headers.get('content-type')).toBe('image/png')
    const colleague = await inside(door, 'internship_officer')
    expect((await colleague.visitor.get(done.pdf)).status).toBe(404)
    expect((await colleague.visitor.api(`${address()}?turn=${text.turn}`)).status).toBe(404)
    // The next one takes its place: no heap of drafts on the disk
    await ask(officer, '<h1>{{campaign}}</h1>')
    expect(await prisma().storedFile.count({ where: { uploadedById: officer.who.personId } })).toBe(0)
  })

  test('with a wrong name is neither printed nor saved; nothing of a record that its writer may not read is borrowed', async () => {
    const wrong = await ask(officer, '<p>{{campagin}}</p>')
    expect([wrong.status, wrong.text]).toEqual([422, expect.stringContaining('Vouliez-vous dire « campaign »')])
    expect((await ask(officer, '<p>x</p>', id)).status).toBe(404)
    expect(await prisma().documentTemplate.findUnique({ where: { id } })).toMatchObject({ body: null })
  })
})
