import { beforeAll, describe, expect, test } from 'vitest'
import { prisma } from '../../src/platform/db.ts'
import type { Door } from '../http/visitor.ts'
import { testDatabase } from '../support/database.ts'
import { samplePdf } from '../support/samples.ts'
import { type Inside, inside, jsonOf, openDesk } from './opened-desk.ts'

let door: Door
let student: Inside
let path: string
beforeAll(testDatabase)
beforeAll(async () => {
  door = await openDesk()
  student = await inside(door, 'student')
  path = `/admin/api/resources/Candidature/records/${await draftOf(student)}`
  return door.close
})

/** An open campaign for the student’s cohort, an offer in it, and a draft for that offer. */
async function draftOf({ who }: Inside): Promise<string> {
  const { id: studentId, cohort } = await prisma().student.findUniqueOrThrow({
    where: { personId: who.personId },
    include: { cohort: { include: { programme: true } } },
  })
  const day = (n: number) => new Date(Date.UTC(2026, 10, n))
  const days = ['opensOn', 'closesOn', 'committeeOn', 'startsOn', 'endsOn', 'reportsDueOn', 'defensesOn']
  const dates = Object.fromEntries(days.map((name, i) => [name, day(i * 20 + 1)]))
  const scheme = await prisma().gradingScheme.create({ data: { name: 'Barème des dépôts' } })
  const profile = await prisma().legalProfile.create({
    data: { code: 'FR', name: 'France', country: 'FR', effectiveOn: day(1), currency: 'EUR' },
  })
  const campaign = await prisma().campaign.create({
    data: {
      name: 'Stages 2027',
      academicYear: '2026-2027',
      departmentId: cohort.programme.departmentId,
      status: 'open',
      opensOn: day(1),
      closesOn: day(21),
      startsOn: day(61),
      endsOn: day(81),
      ...dates,
      gradingSchemeId: scheme.id,
      legalProfileId: profile.id,
      cohorts: { create: { cohortId: cohort.id } },
    },
  })
  const company = await prisma().company.create({
    data: { name: 'Alpha', city: 'Dakar', country: 'SN', status: 'approved' },
  })
  const offer = await prisma().offer.create({
    data: {
      companyId: company.id,
      campaignId: campaign.id,
      title: 'Développement',
      kind: 'applied',
      status: 'published',
    },
  })
  const data = { studentId, offerId: offer.id, campaignId: campaign.id }
  return (await prisma().candidature.create({ data })).id
}

const sent = (fields: Record<string, string | File>): RequestInit => {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.append(name, value)
  return { method: 'POST', body }
}
const pdf = (name: string) => new File([new Uint8Array(samplePdf())], name, { type: 'application/pdf' })

describe('a file sent with a form', () => {
  test('is kept in its column, shown by name and size, and downloads', async () => {
    const answer = await student.visitor.api(`${path}/edit`, sent({ cvFileId: pdf('CV Awa.pdf'), version: '0' }))
    expect([answer.status, answer.text.slice(0, 300)]).toEqual([200, expect.any(String)])
    const { files } = jsonOf(await student.visitor.api(`${path}/show`)).record
    expect(files?.cvFileId).toMatchObject({ name: 'CV Awa.pdf', size: samplePdf().length })
    const download = await student.visitor.get(files?.cvFileId?.href ?? '')
    expect([download.status, download.text.slice(0, 5)]).toEqual([200, '%PDF-'])
  })

  test('under a column that is not theirs, or that is no file, is refused before it is stored', async () => {
    const before = await prisma().storedFile.count()
    for (const name of ['offerId', 'message', 'studentId', 'nothing']) {
      const answer = await student.visitor.api(`${path}/edit`, sent({ [name]: pdf('x.pdf'), version: '1' }))
      expect([name, answer.status]).toEqual([name, 422])
    }
    expect(await prisma().storedFile.count()).toBe(before)
  })

  test('that is not what its name says is refused in words', async () => {
    const fake = new File(['<script>alert(1)</script>'], 'cv.pdf', { type: 'application/pdf' })
    const answer = await student.visitor.api(`${path}/edit`, sent({ cvFileId: fake, version: '1' }))
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.status).toBeLessThan(500)
    expect(jsonOf(answer).notice?.message.length).toBeGreaterThan(20)
  })

  test('travels with a verb too: the CV and the letter of an application', async () => {
    const offer = await prisma().offer.create({
      data: {
        ...(await prisma().offer.findFirstOrThrow({ select: { companyId: true, campaignId: true, kind: true } })),
        title: 'Réseau',
        status: 'published',
      },
    })
    const files = { cvFileId: pdf('cv.pdf'), letterFileId: pdf('lettre.pdf') }
    const answer = await student.visitor.api(`/admin/api/resources/Offer/records/${offer.id}/apply`, sent(files))
    expect([answer.status, answer.text.slice(0, 400)]).toEqual([200, expect.any(String)])
    const made = await prisma().candidature.findFirstOrThrow({ where: { offerId: offer.id } })
    expect([made.status, made.cvFileId !== null, made.letterFileId !== null]).toEqual(['submitted', true, true])
  })
})
