import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { freezeAgreement } from '../../../src/domain/internships/agreement-document.ts'
import { houseTemplate, printed, sampleWords } from '../../../src/domain/internships/templates/print.ts'
import { MOST_LETTERS, problemsOf } from '../../../src/domain/internships/templates/read.ts'
import { namesOf, variablesOf } from '../../../src/domain/internships/templates/variables.ts'
import { createRecord, updateRecord } from '../../../src/kit/record.ts'
import { setClock } from '../../../src/platform/clock.ts'
import { prisma } from '../../../src/platform/db.ts'
import { closePdf } from '../../../src/platform/pdf.ts'
import { testDatabase } from '../../support/database.ts'
import { type Actress, act, asRole, at, day, person, refusalOf, smallSchool, type World } from './world.ts'

beforeAll(testDatabase)
beforeEach(() => at('2026-02-02T10:00:00'))
afterAll(async () => {
  setClock(null)
  await closePdf()
})

const KINDS = ['agreement', 'amendment', 'certificate', 'minutes'] as const

/** `student.name`, `changes[].old`: every name that an example has. */
const named = (value: unknown, name = ''): string[] => {
  if (Array.isArray(value)) return [name, ...new Set(value.flatMap((one) => named(one, `${name}[]`)))]
  if (value === null || typeof value !== 'object') return [name]
  return Object.entries(value).flatMap(([part, inside]) => named(inside, name ? `${name}.${part}` : part))
}

const wrong = (body: string, kind: (typeof KINDS)[number] = 'agreement') =>
  problemsOf(kind, body).map(({ line, sentence }) => `${line} ${sentence.fr}`)

describe('The names of a document', () => {
  it('are those of the example that the house tests its own template with, each with a meaning in both languages', () => {
    for (const kind of KINDS) {
      const names = namesOf(variablesOf(kind))
      expect(names.map(({ name }) => name).sort()).toEqual(named(sampleWords(kind)).sort())
      expect(names.filter(({ meaning }) => !meaning.fr || !meaning.en)).toEqual([])
    }
  })

  it('suffice for every template of the house', () => {
    for (const kind of KINDS) expect([kind, wrong(houseTemplate(kind), kind)]).toEqual([kind, []])
  })
})

describe('A template that is read', () => {
  it('is refused for a name nobody knows, with its line and the nearest known one', () => {
    expect(wrong('<p>{{student.name}}</p>\n<p>{{student.nmae}}</p>')).toEqual([
      '2 la variable « student.nmae » n’existe pas. Vouliez-vous dire « student.name » ?',
    ])
    expect(wrong('{{emial}}')[0]).toContain('email »')
    expect(wrong('{{student.name}}\n\n{{#if company.sectr}}x{{/if}}')[0]).toBe(
      '3 la variable « company.sectr » n’existe pas. Vouliez-vous dire « company.sector » ?',
    )
  })

  it('knows what stands inside a list, and only there', () => {
    expect(wrong('{{#each jury}}{{name}} {{../campaign}} {{@index}}{{/each}}', 'minutes')).toEqual([])
    expect(wrong('{{#each jury}}{{campaign}}{{/each}}', 'minutes')).toHaveLength(1)
    expect(wrong('{{#each student}}x{{/each}}', 'minutes')).toHaveLength(1)
    expect(wrong('{{#with student}}{{name}}{{else}}—{{/with}}', 'minutes')).toEqual([])
  })

  it.each([
    ['three braces', '{{{student.name}}}'],
    ['an ampersand', '{{&student.name}}'],
    ['a tilde and an ampersand', '{{~&student.name}}'],
    ['a helper of nobody', '{{lookup student "name"}}'],
    ['a helper in brackets', '{{or (lookup . "constructor") "x"}}'],
    ['the log', '{{log student.name}}'],
    ['the prototype', '{{constructor.constructor}}'],
    ['the prototype of a value', '{{student.__proto__.name}}'],
    ['a name inherited by every object', '{{toString}}'],
    ['the root', '{{@root.student.name}}'],
    ['a part from elsewhere', '{{> layout/mail}}'],
    ['a part named by a value', '{{> (lookup student "name")}}'],
    ['a part around something', '{{#> layout/document}}x{{/layout/document}}'],
    ['a part written in place', '{{#*inline "x"}}x{{/inline}}'],
    ['a block of nobody', '{{#link "x"}}x{{/link}}'],
    ['an alias', '{{#each clauses as |x|}}x{{/each}}'],
    ['a block left open', '{{#if student.name}}'],
    ['a script', '<script>1</script>'],
    ['a frame', '<iframe src="data:x"></iframe>'],
    ['a picture from elsewhere', '<img src="https://x.example/a.png">'],
    ['a style from elsewhere', '<style>@import "x";</style>'],
    ['a background from a file', '<p style="background:url(file:///etc/passwd)">x</p>'],
    ['what happens on a click', '<p onclick="x()">x</p>'],
    ['nothing at all', '   '],
    ['too much', 'x'.repeat(MOST_LETTERS + 1)],
  ])('is refused for %s', (_what, body) => {
    expect(wrong(body)).not.toEqual([])
  })
})

const BODY =
  '<h1>Convention {{number}}</h1>\n<p>{{student.name}} chez {{company.name}}</p>\n{{> partials/proof proof=proof}}'

async function template(who: Actress, values: Record<string, unknown>): Promise<string> {
  return (
    await createRecord(who.ctx(), 'DocumentTemplate', { name: 'Essai', kind: 'agreement', body: BODY, ...values })
  ).id
}

async function approved(world: World) {
  const [student, house] = [await world.student(), await world.company()]
  const offer = await house.offer()
  const placement = await prisma().placement.create({
    data: {
      ...{ studentId: student.id, companyId: house.id, campaignId: world.campaign.id, offerId: offer.id },
      ...{ contactId: house.contactId, schoolTutorId: world.schoolTutor.actor.personId, subject: 'Un outil' },
      ...{ startsOn: day('2026-03-02'), endsOn: day('2026-08-28'), weeklyHours: 35, pay: 600, status: 'confirmed' },
    },
  })
  const id = (await act(student, 'Placement', 'draftAgreement', placement.id)).redirect?.id ?? ''
  await act(student, 'Agreement', 'submit', id)
  await act(world.schoolTutor, 'Agreement', 'approvePedagogy', id)
  await act(world.officer, 'Agreement', 'approve', id)
  return { id, student, house }
}

const versionsOf = (agreementId: string) =>
  prisma().agreementVersion.findMany({ where: { agreementId }, orderBy: { number: 'asc' } })

describe('A template of the school', () => {
  it('is not saved with a name that does not exist: the form says the line and the right name', async () => {
    const { officer, campaign } = await smallSchool()
    const sent = { campaignId: campaign.id, body: '<p>\n{{compagny.name}}</p>' }
    const refusal = await refusalOf(template(officer, sent))
    expect(refusal.fields.body?.fr).toBe(
      'Ligne 2 : la variable « compagny.name » n’existe pas. Vouliez-vous dire « company.name » ?',
    )
    const id = await template(officer, { campaignId: campaign.id })
    const changed = await refusalOf(updateRecord(officer.ctx(), 'DocumentTemplate', id, null, { body: '{{{number}}}' }))
    expect(changed.fields.body?.fr).toContain('Ligne 1')
    expect(await prisma().documentTemplate.findUnique({ where: { id } })).toMatchObject({ body: BODY })
  })

  it('prints nothing before it is published; its campaign’s wins over the general one, and another language is another template', async () => {
    const { officer, campaign } = await smallSchool()
    const other = (await smallSchool()).campaign
    const words = sampleWords('agreement')
    const title = async (id: string) => (await printed('agreement', id, words)).html.match(/<h1>(.*?)<\/h1>/)?.[1]
    const general = await template(officer, { name: 'Général', body: '<h1>Général</h1>' })
    const own = await template(officer, { campaignId: campaign.id, body: '<h1>Propre</h1>' })
    const english = await template(officer, { campaignId: campaign.id, language: 'en', body: '<h1>English</h1>' })
    expect(await title(campaign.id)).toBe('Convention de stage')
    for (const id of [general, own, english]) await act(officer, 'DocumentTemplate', 'publish', id)
    expect([await title(campaign.id), await title(other.id)]).toEqual(['Propre', 'Général'])
    await prisma().campaign.update({ where: { id: campaign.id }, data: { documentLanguage: 'en' } })
    expect(await title(campaign.id)).toBe('English')
    await act(officer, 'DocumentTemplate', 'retire', english)
    expect(await title(campaign.id)).toBe('Convention de stage')
    await act(officer, 'DocumentTemplate', 'retire', general)
  })

  it('escapes what people wrote, and prints nothing for what is absent', async () => {
    const { officer, campaign } = await smallSchool()
    const id = await template(officer, {
      campaignId: campaign.id,
      body: '<p>[{{companyTutor.name}}] [{{student.name}}]</p>',
    })
    await act(officer, 'DocumentTemplate', 'publish', id)
    const words = { ...sampleWords('agreement'), companyTutor: null, student: { name: '<b>Gras</b>' } }
    expect((await printed('agreement', campaign.id, words)).html).toContain('<p>[] [&lt;b&gt;Gras&lt;/b&gt;]</p>')
  })

  it('is one at a time for a campaign and a language: the next one published retires it', async () => {
    const { officer, campaign } = await smallSchool()
    const [first, second] = [
      await template(officer, { campaignId: campaign.id }),
      await template(officer, { campaignId: campaign.id }),
    ]
    await act(officer, 'DocumentTemplate', 'publish', first)
    await act(officer, 'DocumentTemplate', 'publish', second)
    expect(await prisma().documentTemplate.findUnique({ where: { id: first } })).toMatchObject({ status: 'retired' })
    expect((await refusalOf(act(officer, 'DocumentTemplate', 'publish', second))).code).toBe('same_text')
    // Once used, what it is for does not change under the documents that bear its name
    const moved = updateRecord(officer.ctx(), 'DocumentTemplate', second, null, { kind: 'minutes', body: 'x' })
    expect((await refusalOf(moved)).fields).toHaveProperty('kind')
  })

  it('of every campaign is not written by the officer of one department', async () => {
    const { department, officer, campaign } = await smallSchool()
    const roles = [{ role: 'internship_officer' as const, departmentId: department.id }]
    const one = asRole('internship_officer', await person('Chargée'), { roles })
    expect((await refusalOf(template(one, {}))).fields).toHaveProperty('campaignId')
    const general = await template(officer, { kind: 'minutes', body: '<p>{{room}}</p>' })
    expect((await refusalOf(updateRecord(one.ctx(), 'DocumentTemplate', general, null, { body: 'x' }))).status).toBe(
      404,
    )
    expect((await refusalOf(act(one, 'DocumentTemplate', 'publish', general))).status).toBe(404)
    await act(one, 'DocumentTemplate', 'publish', await template(one, { campaignId: campaign.id }))
  })
})

describe('A frozen document', () => {
  it('says which version of which template printed it, and keeps its bytes when the template changes', async () => {
    const world = await smallSchool()
    const templateId = await template(world.officer, { name: 'Promotion 2026', campaignId: world.campaign.id })
    await act(world.officer, 'DocumentTemplate', 'publish', templateId)
    const { id } = await approved(world)
    await freezeAgreement(id)
    const [first] = await versionsOf(id)
    expect(first?.templateVersion).toMatch(/^Promotion 2026 v1 \([0-9a-f]{12}\)$/)

    await updateRecord(world.officer.ctx(), 'DocumentTemplate', templateId, null, { body: `${BODY}<p>Nouveau</p>` })
    await act(world.officer, 'DocumentTemplate', 'publish', templateId)
    await freezeAgreement(id)
    expect((await versionsOf(id)).map((one) => one.sha256)).toEqual([first?.sha256])
    expect(await prisma().documentTemplateVersion.count({ where: { templateId } })).toBe(2)
    await expect(
      prisma().documentTemplateVersion.updateMany({ where: { templateId }, data: { body: 'x' } }),
    ).rejects.toThrow(/append_only|permission/)
  })

  it('before it is signed by all may be printed anew: the version goes up, signatures given become void, the old bytes stay', async () => {
    const world = await smallSchool()
    const { id, student } = await approved(world)
    expect((await refusalOf(act(world.officer, 'Agreement', 'regenerate', id, {}, 'Nouveau modèle'))).code).toBe(
      'not_frozen',
    )
    await freezeAgreement(id)
    const [first] = await versionsOf(id)
    await act(world.officer, 'Agreement', 'sendToSign', id)
    await act(student, 'Agreement', 'sign', id, { read: true })
    const templateId = await template(world.officer, { name: 'Neuf', campaignId: world.campaign.id })
    await act(world.officer, 'DocumentTemplate', 'publish', templateId)
    expect((await refusalOf(act(world.officer, 'Agreement', 'regenerate', id))).fields).toHaveProperty('reason')
    await act(world.officer, 'Agreement', 'regenerate', id, {}, 'Nouveau modèle')
    await freezeAgreement(id)
    const [old, next] = await versionsOf(id)
    expect(old?.sha256).toBe(first?.sha256)
    expect(next).toMatchObject({ number: 2, templateVersion: expect.stringMatching(/^Neuf v1/) })
    expect(next?.sha256).not.toBe(old?.sha256)
    expect(await prisma().agreement.findUnique({ where: { id } })).toMatchObject({
      status: 'approved',
      currentVersion: 2,
    })
    const lines = await prisma().signatory.findMany({ where: { agreementId: id } })
    expect(new Set(lines.map((one) => one.status))).toEqual(new Set(['void']))
  })
})
