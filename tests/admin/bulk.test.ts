import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BulkState, PreviewState } from '../../components/bulk/state.ts'
import { registerJobs } from '../../jobs/main.ts'
import { setClock } from '../../src/platform/clock.ts'
import { prisma } from '../../src/platform/db.ts'
import { drainQueue } from '../../src/platform/queue.ts'
import type { Answer, Door } from '../http/visitor.ts'
import { school } from '../kit/import-cast.ts'
import { testDatabase } from '../support/database.ts'
import { form, type Inside, inside, jsonOf, openDesk } from './opened-desk.ts'

let door: Door
let officer: Inside
let tutor: Inside
let campaignId: string

beforeAll(testDatabase)
beforeAll(async () => {
  door = await openDesk()
  registerJobs()
  await school()
  campaignId = (await prisma().campaign.findFirstOrThrow()).id
  officer = await inside(door, 'internship_officer')
  tutor = await inside(door, 'school_tutor')
})
afterAll(() => door.close())
afterAll(() => setClock(null))

const many = (who: Inside, values: Record<string, string>, model = 'Company'): Promise<Answer> =>
  who.visitor.api(`/admin/api/resources/${model}/actions/many`, form(values))
const previewOf = (answer: Answer): PreviewState => JSON.parse(answer.text).preview
const runOf = (answer: Answer): string => JSON.parse(answer.text).run
const report = async (who: Inside, id: string): Promise<BulkState> =>
  JSON.parse((await who.visitor.api(`/admin/api/pages/bulk?id=${id}`)).text)
const told = (answer: Answer) => jsonOf(answer).notice?.message ?? ''

/** So many companies of a town of their own. */
async function companies(city: string, count: number, status: 'to_moderate' | 'approved' | 'blacklisted' = 'approved') {
  const data = Array.from({ length: count }, (_, i) => ({ name: `${city} ${status} ${i + 1}`, city, status }))
  const rows = await prisma().company.createManyAndReturn({ data, select: { id: true } })
  return rows.map((row) => row.id)
}

const putOnline = (companyId: string) =>
  prisma().offer.create({
    data: { companyId, campaignId, title: 'Stage', city: 'Dakar', seats: 1, status: 'published' },
  })

const cities = async (ids: string[]) => {
  const rows = await prisma().company.findMany({ where: { id: { in: ids } }, select: { city: true } })
  return [...new Set(rows.map((row) => row.city))]
}
const states = async (ids: string[]) => {
  const rows = await prisma().company.findMany({ where: { id: { in: ids } }, select: { status: true } })
  return rows.map((row) => row.status).sort()
}

describe('Who may not', { timeout: 120_000 }, () => {
  test('somebody who may not write a column cannot write it on many', async () => {
    const ids = await companies('Thiès', 2)
    for (const step of ['preview', 'confirm']) {
      const sent = { step, verb: 'update', recordIds: ids.join(','), mode: 'each' }
      const status = await many(officer, { ...sent, values: JSON.stringify({ status: 'blacklisted' }) })
      expect(status.status).toBe(422)
      expect(told(status)).toContain('status')
      const unknown = await many(officer, { ...sent, values: JSON.stringify({ secretColumn: 'x' }) })
      expect(unknown.status).toBe(422)
      const reader = await many(tutor, { ...sent, values: JSON.stringify({ city: 'Ailleurs' }) })
      expect(reader.status).toBe(404)
      expect((await many(tutor, { ...sent, verb: 'blacklist', reason: 'x' })).status).toBe(404)
    }
    expect(await cities(ids)).toEqual(['Thiès'])
  })

  test('one record out of their scope among the ticked ones and nothing is done', async () => {
    const own = await prisma().department.findFirstOrThrow({ where: { code: 'STAT' } })
    const other = await prisma().department.create({ data: { code: 'ECO', name: 'Économie' } })
    const assignment = { personId: tutor.who.personId, role: 'internship_officer' as const, departmentId: own.id }
    const role = await prisma().roleAssignment.create({ data: { ...assignment, startsOn: new Date('2020-01-01') } })
    const campaign = (departmentId: string, name: string) =>
      prisma().campaign.create({ data: { name, academicYear: '2026-2027', departmentId } })
    const [mine, theirs] = [await campaign(own.id, 'À nous'), await campaign(other.id, 'À eux')]
    const sent = {
      step: 'confirm',
      verb: 'update',
      mode: 'each',
      values: JSON.stringify({ academicYear: '2030-2031' }),
    }
    const answer = await many(tutor, { ...sent, recordIds: `${mine.id},${theirs.id}` }, 'Campaign')
    expect(answer.status).toBe(404)
    expect((await many(tutor, { ...sent, step: 'preview', recordIds: mine.id }, 'Campaign')).status).toBe(200)
    const after = await prisma().campaign.findMany({ where: { id: { in: [mine.id, theirs.id] } } })
    expect(after.map((row) => row.academicYear)).toEqual(['2026-2027', '2026-2027'])
    await prisma().roleAssignment.delete({ where: { id: role.id } })
  })

  test('a filter that cannot be read is refused, it never means “all”', async () => {
    const ids = await companies('Kaolack', 2)
    for (const matching of ['filters.city~~wrong=Kaolack', 'filters.headcount=beaucoup', 'filters.nothing=1']) {
      const values = JSON.stringify({ city: 'Ailleurs' })
      const answer = await many(officer, { step: 'confirm', verb: 'update', mode: 'each', matching, values })
      expect({ matching, status: answer.status }).toEqual({ matching, status: 422 })
    }
    expect(await cities(ids)).toEqual(['Kaolack'])
  })

  test('another’s run is missing: its report, its stop, its file', async () => {
    const ids = await companies('Ziguinchor', 2, 'blacklisted')
    const sent = { step: 'confirm', verb: 'approve', mode: 'each', recordIds: ids.join(',') }
    const id = runOf(await many(officer, sent))
    expect((await tutor.visitor.api(`/admin/api/pages/bulk?id=${id}`)).status).toBe(404)
    expect((await tutor.visitor.api('/admin/api/pages/bulk', form({ step: 'cancel', id }))).status).toBe(404)
    expect((await tutor.visitor.get(`/admin/downloads/bulk/${id}`)).status).toBe(404)
    expect((await officer.visitor.get(`/admin/downloads/bulk/${id}`)).status).toBe(200)
  })

  test('nothing ticked, no field chosen, no reason given: each says what is missing', async () => {
    const [id = ''] = await companies('Mbour', 1)
    const sent = { step: 'preview', verb: 'update', recordIds: id, values: '{}' }
    expect(told(await many(officer, { ...sent, recordIds: '' }))).toContain('Rien n’est sélectionné')
    expect(told(await many(officer, sent))).toContain('Choisissez au moins un champ')
    const unsaid = await many(officer, { ...sent, verb: 'blacklist' })
    expect(unsaid.status).toBe(422)
    expect(jsonOf(unsaid).record.errors.reason?.message).toContain('motif')
    expect((await many(officer, { ...sent, matching: 'filters.city=Nulle part' })).status).toBe(422)
  })
})

describe('Before', { timeout: 120_000 }, () => {
  test('the preview counts who is eligible and says why the others are not, and nothing has changed', async () => {
    const open = await companies('Rufisque', 3)
    const closed = await companies('Rufisque', 2, 'blacklisted')
    const [online = ''] = open
    await putOnline(online)
    const before = await prisma().event.count()
    const answer = await many(officer, {
      step: 'preview',
      verb: 'blacklist',
      reason: 'Ne répond plus',
      matching: 'filters.city=Rufisque',
    })
    const preview = previewOf(answer)
    expect(preview).toMatchObject({ total: 5, eligible: 2, tried: 3 })
    expect(preview.reasons.map((reason) => reason.count).sort()).toEqual([1, 2])
    const sentences = preview.reasons.map((reason) => reason.sentence).join(' ')
    expect(sentences).toContain('« Écarter l’entreprise » n’est pas possible à l’état')
    expect(sentences).toContain('offres en ligne')
    expect(preview.refused.find((row) => row.id === online)?.title).toMatch(/^Rufisque/)
    expect(await states([...open, ...closed])).toEqual([
      'approved',
      'approved',
      'approved',
      'blacklisted',
      'blacklisted',
    ])
    expect(await prisma().event.count()).toBe(before)
  })

  test('a bulk edit says how many differ, and emptying is a value', async () => {
    const ids = await companies('Louga', 3)
    await prisma().company.update({ where: { id: ids[0] ?? '' }, data: { sector: 'Banque' } })
    const sent = { verb: 'update', recordIds: ids.join(',') }
    const same = previewOf(
      await many(officer, { ...sent, step: 'preview', values: JSON.stringify({ sector: 'Banque' }) }),
    )
    expect(same).toMatchObject({ eligible: 3, same: 1, fields: [{ label: 'Secteur', differ: 2 }] })
    const emptied = { ...sent, values: JSON.stringify({ sector: '' }) }
    expect(previewOf(await many(officer, { ...emptied, step: 'preview' })).fields).toEqual([
      { label: 'Secteur', differ: 1 },
    ])
    await many(officer, { ...emptied, step: 'confirm', mode: 'all' })
    const rows = await prisma().company.findMany({ where: { id: { in: ids } } })
    expect(rows.map((row) => row.sector)).toEqual([null, null, null])
    // Unchanged rows keep their version: nothing was written on them
    expect(rows.map((row) => row.version).sort()).toEqual([0, 0, 1])
  })

  test('a list that changed since its preview is previewed again', async () => {
    await companies('Matam', 2)
    const values = JSON.stringify({ country: 'Mali' })
    const sent = { step: 'confirm', verb: 'update', mode: 'each', matching: 'filters.city=Matam', values, total: '3' }
    const answer = await many(officer, sent)
    expect(answer.status).toBe(409)
    expect(told(answer)).toContain('Refaites l’aperçu')
  })
})

describe('All or nothing, or each that can be', { timeout: 120_000 }, () => {
  test('all or nothing: one refusal, and no record is changed; the report names it', async () => {
    const ids = [...(await companies('Kolda', 2)), ...(await companies('Kolda', 1, 'blacklisted'))]
    const sent = { step: 'confirm', verb: 'blacklist', reason: 'Fermée', mode: 'all', recordIds: ids.join(',') }
    const state = await report(officer, runOf(await many(officer, sent)))
    expect(state).toMatchObject({ status: 'failed', done: 0, refusedCount: 1, total: 3, isAtomic: true })
    expect(state.refused[0]?.sentence).toContain('Écarter l’entreprise')
    expect(await states(ids)).toEqual(['approved', 'approved', 'blacklisted'])
  })

  test('each that can be: the others are refused one by one, linked, and downloadable', async () => {
    const ids = [...(await companies('Sédhiou', 2)), ...(await companies('Sédhiou', 1, 'blacklisted'))]
    const sent = { step: 'confirm', verb: 'blacklist', reason: 'Fermée', mode: 'each', recordIds: ids.join(',') }
    const id = runOf(await many(officer, sent))
    const state = await report(officer, id)
    expect(state).toMatchObject({ status: 'partial', done: 2, refusedCount: 1, reason: 'Fermée' })
    expect(state.refused[0]?.href).toBe(`/admin/resources/Company/records/${ids[2]}/show`)
    expect(await states(ids)).toEqual(['blacklisted', 'blacklisted', 'blacklisted'])
    const file = (await officer.visitor.get(`/admin/downloads/bulk/${id}`)).text
    expect(file.split('\r\n')[0]).toBe('Dossier;Motif du refus;Adresse')
    expect(file.trim().split('\r\n')).toHaveLength(2)
    const events = await prisma().event.findMany({ where: { recordId: { in: ids }, verb: 'blacklist' } })
    expect(events.map((event) => event.reason)).toEqual(['Fermée', 'Fermée'])
  })

  test('past a few it is a job: waiting, then done, each once, and a notice', async () => {
    const ids = await companies('Tambacounda', 60)
    const values = JSON.stringify({ sector: 'Santé' })
    const matching = 'filters.city=Tambacounda'
    const answer = await many(officer, { step: 'confirm', verb: 'update', mode: 'each', matching, values, total: '60' })
    const id = runOf(answer)
    expect(await report(officer, id)).toMatchObject({ status: 'waiting', done: 0, total: 60 })
    await drainQueue()
    expect(await report(officer, id)).toMatchObject({ status: 'done', done: 60, refusedCount: 0 })
    const versions = await prisma().company.findMany({ where: { id: { in: ids } }, select: { version: true } })
    expect(new Set(versions.map((row) => row.version))).toEqual(new Set([1]))
    const notice = await prisma().notification.findFirst({ where: { personId: officer.who.personId } })
    expect(notice).toMatchObject({ href: `/admin/pages/bulk?id=${id}`, title: expect.stringContaining('60 faits') })
  })

  test('cancelled, nothing more is done; cancelled twice, it says that it is over', async () => {
    const ids = await companies('Podor', 60)
    const sent = { step: 'confirm', verb: 'update', mode: 'each', matching: 'filters.city=Podor' }
    const id = runOf(await many(officer, { ...sent, values: JSON.stringify({ city: 'Dagana' }) }))
    const stop = () => officer.visitor.api('/admin/api/pages/bulk', form({ step: 'cancel', id }))
    expect(JSON.parse((await stop()).text)).toMatchObject({ status: 'cancelled' })
    await drainQueue()
    expect(await cities(ids)).toEqual(['Podor'])
    expect((await stop()).status).toBe(409)
  })

  test('somebody disabled meanwhile stops it: rights are read again at each slice', async () => {
    const leaver = await inside(door, 'internship_officer')
    const ids = await companies('Bakel', 60)
    const sent = { step: 'confirm', verb: 'update', mode: 'each', matching: 'filters.city=Bakel' }
    const id = runOf(await many(leaver, { ...sent, values: JSON.stringify({ city: 'Kidira' }) }))
    await prisma().account.update({ where: { id: leaver.who.accountId }, data: { status: 'disabled' } })
    await drainQueue()
    expect(await cities(ids)).toEqual(['Bakel'])
    const run = await prisma().bulkRun.findUniqueOrThrow({ where: { id } })
    expect(run).toMatchObject({ status: 'failed', done: 0 })
    expect(JSON.stringify(run.report)).toContain('a été fermé')
  })

  test('more than a thousand that match are no longer too many', async () => {
    await companies('Fatick', 1_100)
    const sent = { verb: 'update', mode: 'each', matching: 'filters.city=Fatick', values: '{"country":"Sénégal"}' }
    expect(previewOf(await many(officer, { ...sent, step: 'preview' }))).toMatchObject({
      total: 1_100,
      eligible: 1_100,
    })
    const id = runOf(await many(officer, { ...sent, step: 'confirm' }))
    expect(await prisma().bulkItem.count({ where: { runId: id } })).toBe(1_100)
    await officer.visitor.api('/admin/api/pages/bulk', form({ step: 'cancel', id }))
  })
})
