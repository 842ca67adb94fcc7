import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { find } from '../../../src/access/select.ts'
import { updateRecord } from '../../../src/kit/record.ts'
import { setClock } from '../../../src/platform/clock.ts'
import { prisma } from '../../../src/platform/db.ts'
import { testDatabase } from '../../support/database.ts'
import { act, applied, at, candidature, day, forwarded, pdfOf, refusalOf, smallSchool } from './world.ts'

beforeAll(testDatabase)
beforeEach(() => at('2026-01-05T10:00:00'))
afterEach(() => setClock(null))

describe('Applying', () => {
  it('sends CV and letter to the school, and nobody else applies in a student’s place', async () => {
    const world = await smallSchool()
    const [awa, hugo] = [await world.student(), await world.student()]
    const offer = await (await world.company()).offer()
    const id = await applied(awa, offer.id)
    expect(await candidature(id)).toMatchObject({
      status: 'submitted',
      studentId: awa.id,
      campaignId: world.campaign.id,
    })

    const stolen = { cvFileId: await pdfOf(awa), letterFileId: await pdfOf(awa) }
    expect((await refusalOf(act(hugo, 'Offer', 'apply', offer.id, stolen))).status).toBe(422)
    expect((await refusalOf(act(world.officer, 'Offer', 'apply', offer.id, stolen))).status).toBe(404)
    expect((await refusalOf(act(hugo, 'Candidature', 'withdraw', id))).status).toBe(404)
  })

  it('is for the cohorts that the campaign calls', async () => {
    const [world, elsewhere] = [await smallSchool(), await smallSchool()]
    const stranger = await elsewhere.student()
    const offer = await (await world.company()).offer()
    expect((await refusalOf(applied(stranger, offer.id))).status).toBe(404)
  })

  it('is refused two seconds after the closing day, and the draft is kept; a named extension opens it again', async () => {
    const world = await smallSchool()
    const awa = await world.student()
    const offer = await (await world.company()).offer()
    const draft = (await act(awa, 'Offer', 'prepare', offer.id)).redirect?.id ?? ''
    const files = { cvFileId: await pdfOf(awa), letterFileId: await pdfOf(awa) }
    await prisma().candidature.update({ where: { id: draft }, data: files })

    at('2026-01-16T00:00:02')
    const refusal = await refusalOf(act(awa, 'Candidature', 'submit', draft))
    expect(refusal).toMatchObject({ status: 409, code: 'applications_closed' })
    expect(refusal.sentence.fr).toContain('15/01/2026')
    expect((await candidature(draft)).status).toBe('draft')

    const extension = {
      campaignId: world.campaign.id,
      studentId: awa.id,
      until: day('2026-01-18'),
      reason: 'Hospitalisée',
    }
    await prisma().deadlineExtension.create({ data: extension })
    at('2026-01-18T23:59:59')
    await act(awa, 'Candidature', 'submit', draft)
    expect((await candidature(draft)).status).toBe('submitted')
  })

  it('is accepted at the last second of the closing day', async () => {
    const world = await smallSchool()
    const offer = await (await world.company()).offer()
    at('2026-01-15T23:59:59')
    expect((await candidature(await applied(await world.student(), offer.id))).status).toBe('submitted')
  })

  it('stops at the number of live candidatures that the campaign allows', async () => {
    const world = await smallSchool({ maxCandidatures: 2 })
    const awa = await world.student()
    const house = await world.company()
    for (let i = 0; i < 2; i++) await applied(awa, (await house.offer()).id)
    const refusal = await refusalOf(applied(awa, (await house.offer()).id))
    expect(refusal).toMatchObject({ status: 409, code: 'too_many_candidatures' })
    expect(await prisma().candidature.count({ where: { studentId: awa.id } })).toBe(2)
  })

  it('takes its files with it: they belong to it, and serve no other', async () => {
    const world = await smallSchool()
    const [awa, house] = [await world.student(), await world.company()]
    const id = await applied(awa, (await house.offer()).id)
    const { cvFileId, letterFileId } = await candidature(id)
    const files = await prisma().storedFile.findMany({ where: { id: { in: [cvFileId ?? '', letterFileId ?? ''] } } })
    expect(files.map((file) => [file.ownerModel, file.ownerId])).toEqual([
      ['Candidature', id],
      ['Candidature', id],
    ])
    const again = act(awa, 'Offer', 'apply', (await house.offer()).id, { cvFileId, letterFileId })
    expect(Object.keys((await refusalOf(again)).fields)).toEqual(['cvFileId', 'letterFileId'])

    const other = (await act(awa, 'Offer', 'prepare', (await house.offer()).id)).redirect?.id ?? ''
    const fresh = await pdfOf(awa)
    await updateRecord(awa.ctx(), 'Candidature', other, null, { cvFileId: fresh })
    expect((await prisma().storedFile.findUniqueOrThrow({ where: { id: fresh } })).ownerId).toBe(other)
    const stolen = updateRecord(awa.ctx(), 'Candidature', other, null, { cvFileId: await pdfOf(house) })
    expect(Object.keys((await refusalOf(stolen)).fields)).toEqual(['cvFileId'])
  })

  it('happens once per offer', async () => {
    const world = await smallSchool()
    const awa = await world.student()
    const offer = await (await world.company()).offer()
    await applied(awa, offer.id)
    expect((await refusalOf(applied(awa, offer.id))).code).toBe('already_applied')
  })
})

describe('The company', () => {
  it('does not know that a candidature exists before the school forwards it', async () => {
    const world = await smallSchool()
    const [house, other] = [await world.company(), await world.company()]
    const id = await applied(await world.student(), (await house.offer()).id)
    expect(await find(house.ctx(), 'Candidature', id)).toBeNull()
    expect((await refusalOf(act(house, 'Candidature', 'propose', id))).status).toBe(404)

    await act(world.officer, 'Candidature', 'shortlist', id)
    await act(world.officer, 'Candidature', 'forward', id)
    const seen = await find(house.ctx(), 'Candidature', id)
    expect(seen?.values.status).toBe('forwarded')
    expect(Object.keys(seen?.values ?? {})).not.toContain('notes')
    expect(await find(other.ctx(), 'Candidature', id)).toBeNull()
    expect((await refusalOf(act(other, 'Candidature', 'propose', id))).status).toBe(404)
  })

  it('refuses with a reason that the student reads', async () => {
    const world = await smallSchool()
    const house = await world.company()
    const id = await forwarded(world, await world.student(), (await house.offer()).id)
    expect((await refusalOf(act(house, 'Candidature', 'refuse', id))).fields).toHaveProperty('reason')
    await act(house, 'Candidature', 'refuse', id, {}, 'Profil trop éloigné')
    expect(await candidature(id)).toMatchObject({ status: 'refused', statusReason: 'Profil trop éloigné' })

    await act(world.officer, 'Candidature', 'reopen', id, {}, 'Erreur de dossier')
    expect((await candidature(id)).status).toBe('forwarded')
  })
})
