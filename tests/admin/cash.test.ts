import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CashClubsAnswer } from '../../components/clubs/cash-state.ts'
import { registerJobs } from '../../jobs/main.ts'
import { openRows } from '../../src/access/sealed.ts'
import { catalogue } from '../../src/generated/catalogue.ts'
import { dateOfDay } from '../../src/platform/clock.ts'
import { prisma, read, write } from '../../src/platform/db.ts'
import { closePdf } from '../../src/platform/pdf.ts'
import { drainQueue } from '../../src/platform/queue.ts'
import type { Door } from '../http/visitor.ts'
import { testDatabase } from '../support/database.ts'
import { samplePdf } from '../support/samples.ts'
import { form, type Inside, inside, jsonOf, openDesk } from './opened-desk.ts'

let door: Door
let lead: Inside
let treasurer: Inside
let union: Inside
let box: string
let clubId: string
beforeAll(testDatabase)
beforeAll(async () => {
  registerJobs()
  door = await openDesk()
  const club = await prisma().club.create({ data: { name: 'Club Informatique', slug: 'informatique' } })
  const other = await prisma().club.create({ data: { name: 'Club de sport', slug: 'sport' } })
  clubId = club.id
  box = (await prisma().cashBox.create({ data: { clubId } })).id
  await prisma().cashBox.create({ data: { clubId: other.id } })
  lead = await seated('club_lead', 'lead')
  treasurer = await seated('club_treasurer', 'treasurer')
  union = await inside(door, 'union_executive')
  await enter(treasurer, 'open', { amount: '45 000', motive: 'Solde d’ouverture' })
  await enter(treasurer, 'receive', { amount: '30 000', motive: '=CMD()|A1', category: 'grant' })
  for (const id of await waiting()) await post(lead, 'LedgerEntry', id, 'approve')
  return door.close
})
afterAll(closePdf)

async function seated(role: 'club_lead' | 'club_treasurer', post: 'lead' | 'treasurer'): Promise<Inside> {
  const one = await inside(door, role)
  const about = { lastName: role, firstName: 'Test', personId: one.who.personId, startsOn: dateOfDay('2020-01-01') }
  await prisma().clubMember.create({ data: { ...about, clubId, post } })
  return one
}

const at = (model: string, id: string, action: string) => `/admin/api/resources/${model}/records/${id}/${action}`
const post = (who: Inside, model: string, id: string, action: string, values: Record<string, string> = {}) =>
  who.visitor.api(at(model, id, action), form(values))
const enter = (who: Inside, verb: string, values: Record<string, string>) => post(who, 'CashBox', box, verb, values)
const page = async (who: Inside, query = '') =>
  JSON.parse((await who.visitor.api(`/admin/api/pages/cash${query}`)).text) as CashClubsAnswer
const waiting = async () => (await page(lead)).waiting.map(({ id }) => id)
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ')

/** As if they had logged in a quarter of an hour ago. */
const provedAgo = (minutes: number) =>
  write(`UPDATE session SET sess = sess || jsonb_build_object('provedAt', $1::bigint)`, [Date.now() - minutes * 60_000])
const stale = () => provedAgo(15)
const fresh = () => provedAgo(0)

describe('The state of the cash box', () => {
  test('shows its treasurer what it holds, and every number opens its list', async () => {
    const answer = await page(treasurer)
    expect(answer.cards.map(({ key, value }) => [key, plain(value)])).toEqual([
      ...[
        ['balance', '75 000 F CFA'],
        ['income', '30 000 F CFA'],
        ['expense', '0 F CFA'],
      ],
      ...[
        ['toApprove', '0'],
        ['unreceipted', '0'],
      ],
    ])
    for (const { href } of answer.cards) {
      const search = href.split('?')[1] ?? ''
      const list = jsonOf(await treasurer.visitor.api(`/admin/api/resources/LedgerEntry/actions/list?${search}`))
      expect(list.meta.ignored).toEqual([])
    }
    expect(answer.expected).toBe(75_000)
    expect(answer.verbs).toEqual(expect.arrayContaining(['spend', 'receive', 'count', 'verify']))
  })

  test('is a page for nobody else of the club, and shows the student union every box', async () => {
    for (const role of ['club_member', 'student', 'internship_officer'] as const) {
      const stranger = await inside(door, role)
      expect((await stranger.visitor.api('/admin/api/pages/cash')).status).toBe(404)
      expect((await post(stranger, 'CashBox', box, 'cashCsv')).status).toBe(404)
    }
    const answer = await page(union)
    expect(answer.clubs.map(({ club }) => club)).toEqual(['Club de sport', 'Club Informatique'])
    expect((await page(lead)).clubs).toEqual([])
    const unseated = await inside(door, 'club_treasurer')
    expect((await page(unseated)).boxes).toEqual([])
  })

  test('takes an expense with its photographed receipt, and keeps both sealed', async () => {
    const body = new FormData()
    for (const [name, value] of Object.entries({
      amount: '12 500',
      motive: 'Location du projecteur',
      category: 'rental',
    }))
      body.append(name, value)
    body.append('fileId', new Blob([new Uint8Array(samplePdf())]), 'facture projecteur 12500.pdf')
    const sent = await treasurer.visitor.api(at('CashBox', box, 'spend'), { method: 'POST', body })
    expect(sent.status).toBe(200)
    const [entry] = (await page(lead)).waiting
    expect([entry?.motive, plain(entry?.amount ?? '')]).toEqual(['Location du projecteur', '12 500 F CFA'])
    expect((await page(treasurer)).waiting[0]?.verbs).toEqual([])
    const receipt = await prisma().receipt.findFirstOrThrow({
      where: { entryId: entry?.id ?? '' },
      include: { file: true },
    })
    expect(receipt.file).toMatchObject({ name: 'piece.pdf', wrappedKey: expect.any(String), ownerModel: 'Receipt' })
    expect((await lead.visitor.api(`/files/${receipt.fileId}`)).status).toBe(200)
    expect((await union.visitor.api(`/files/${receipt.fileId}`)).status).toBe(200)
    const member = await inside(door, 'club_member')
    expect((await member.visitor.api(`/files/${receipt.fileId}`)).status).toBe(404)
    const wrong = new FormData()
    for (const [name, value] of Object.entries({ amount: '100', motive: 'Une pièce fausse', category: 'other' }))
      wrong.append(name, value)
    wrong.append('fileId', new Blob(['<script>alert(1)</script>']), 'photo.jpg')
    const refused = await treasurer.visitor.api(at('CashBox', box, 'spend'), { method: 'POST', body: wrong })
    expect(refused.status).toBe(422)
    expect(await prisma().ledgerEntry.count({ where: { status: 'submitted' } })).toBe(1)
    await post(lead, 'LedgerEntry', entry?.id ?? '', 'approve')
    expect(plain((await page(lead)).cards[0]?.value ?? '')).toBe('62 500 F CFA')
  })

  test('lets its register leave only after a fresh proof, says so in the history, and no cell is a formula', async () => {
    await stale()
    const before = await post(treasurer, 'CashBox', box, 'cashCsv')
    expect([before.status, jsonOf(before).code]).toEqual([403, 'step_up'])
    expect((await post(treasurer, 'CashBox', box, 'cashPaper')).status).toBe(403)
    expect(await prisma().event.count({ where: { noun: 'CashBox', verb: 'export' } })).toBe(0)
    await fresh()
    const after = await post(treasurer, 'CashBox', box, 'cashCsv')
    const { file } = JSON.parse(after.text) as { file: { name: string; text: string } }
    expect(file.text.startsWith('\ufeffN°;Date;Nature;')).toBe(true)
    expect(file.text).toContain(`'=CMD()|A1`)
    expect(file.text).toContain(';12500;-12500;')
    const [event] = await prisma().event.findMany({ where: { noun: 'CashBox', verb: 'export' } })
    expect(event?.actorId).toBe(treasurer.who.personId)
    expect(JSON.stringify(event?.after)).not.toMatch(/12500|30000|projecteur/)
  })

  test('is printed by the worker for who asked, signature lines and head of the register on it', async () => {
    await fresh()
    const { turn } = JSON.parse((await post(lead, 'CashBox', box, 'cashPaper')).text) as { turn: string }
    await drainQueue()
    const asked = (who: Inside) => who.visitor.api(`${at('CashBox', box, 'cashPaper')}?turn=${turn}`)
    const { href } = JSON.parse((await asked(lead)).text) as { href: string }
    expect((await lead.visitor.api(href)).status).toBe(200)
    expect(JSON.parse((await asked(treasurer)).text).href).toBeNull()
    expect((await treasurer.visitor.api(href)).status).toBe(404)
  })

  test('of a year that is planned says what is left of each budget', async () => {
    const activity = await prisma().activity.create({ data: { clubId, theme: 'Atelier Python' } })
    const values = { clubId, activityId: activity.id, amount: '20 000' }
    const made = await treasurer.visitor.api('/admin/api/resources/ActivityBudget/actions/new', form(values))
    expect(made.status).toBe(200)
    const [row] = await read<{ id: string; clubId: string; keyVersion: number; amount: Uint8Array }>(
      'SELECT id::text AS id, "clubId"::text AS "clubId", "keyVersion", amount FROM "ActivityBudget"',
    )
    expect(Buffer.from(row?.amount ?? []).length).toBe(36)
    const [opened] = await openRows(read, catalogue.models.ActivityBudget, row ? [{ ...row }] : [])
    expect(opened?.amount).toBe(20_000)
    const spent = { amount: '4 000', motive: 'Câbles réseau', category: 'equipment', activityId: activity.id }
    await enter(treasurer, 'spend', spent)
    for (const id of await waiting()) await post(lead, 'LedgerEntry', id, 'approve')
    const [line] = (await page(lead)).activities
    expect([line?.name, plain(line?.budget ?? ''), plain(line?.left ?? '')]).toEqual([
      ...['Atelier Python', '20 000 F CFA', '16 000 F CFA'],
    ])
    expect((await page(lead)).cards.find(({ key }) => key === 'unreceipted')?.value).toBe('1')
  })
})
