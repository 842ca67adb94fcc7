import { randomUUID } from 'node:crypto'
import type { Prisma } from '@prisma/client'
import type { Context, PersonActor, Role } from '../../../src/access/actor.ts'
import '../../../src/domain/index.ts'
import type { ModelName } from '../../../src/access/model.ts'
import { perform } from '../../../src/kit/command.ts'
import { dateOfDay, now, setClock } from '../../../src/platform/clock.ts'
import { prisma } from '../../../src/platform/db.ts'
import { Refusal } from '../../../src/platform/errors.ts'

/** A small school: one department, one open campaign, companies with a contact, as many students as a test asks for. */
export type World = Awaited<ReturnType<typeof smallSchool>>

let serial = 0
const next = () => (serial += 1)

export async function smallSchool(campaign: Partial<Prisma.CampaignUncheckedCreateInput> = {}) {
  const n = next()
  const department = await prisma().department.create({ data: { code: `D${n}`, name: `Département ${n}` } })
  const programme = await prisma().programme.create({ data: { name: `Filière ${n}`, departmentId: department.id } })
  const cohort = await prisma().cohort.create({ data: { programmeId: programme.id, year: 2026 } })
  const created = await prisma().campaign.create({
    data: {
      ...{ name: `Campagne ${n}`, academicYear: '2025-2026', departmentId: department.id, status: 'open' },
      ...{ opensOn: day('2025-11-01'), closesOn: day('2026-01-15'), committeeOn: day('2026-01-20') },
      ...{ startsOn: day('2026-03-02'), endsOn: day('2026-08-28'), reportsDueOn: day('2026-09-04') },
      defensesOn: day('2026-09-14'),
      ...campaign,
      cohorts: { create: { cohortId: cohort.id } },
    },
  })
  return {
    department,
    cohort,
    campaign: created,
    admin: asRole('admin', await person('Admin')),
    officer: asRole('internship_officer', await person('Responsable')),
    schoolTutor: asRole('school_tutor', await person('Tuteur')),
    student: () => student(cohort.id),
    company: () => company(created.id),
  }
}

export const day = (iso: string): Date => dateOfDay(iso)

export const person = async (lastName: string) => {
  const n = next()
  return prisma().person.create({
    data: { lastName: `${lastName} ${n}`, firstName: 'Test', email: `p${n}@test.example` },
  })
}

async function student(cohortId: string) {
  const who = await person('Étudiant')
  const { id } = await prisma().student.create({ data: { matricule: `M${next()}`, personId: who.id, cohortId } })
  return { id, personId: who.id, ...asRole('student', who, { studentId: id }) }
}

/** A company with its tutor, and `offer()` to publish one of its offers. */
async function company(campaignId: string) {
  const who = await person('Contact')
  const created = await prisma().company.create({
    data: { name: `Entreprise ${next()}`, city: 'Dakar', country: 'Sénégal' },
  })
  const contact = await prisma().companyContact.create({
    data: { personId: who.id, companyId: created.id, isSignatory: true },
  })
  return {
    ...created,
    contactId: contact.id,
    ...asRole('company_tutor', who, { contactIds: [contact.id] }),
    offer: (data: Partial<Prisma.OfferUncheckedCreateInput> = {}) =>
      prisma().offer.create({
        data: {
          ...{
            companyId: created.id,
            campaignId,
            contactId: contact.id,
            title: `Offre ${next()}`,
            status: 'published',
          },
          ...{ description: 'Développer un outil', skills: 'TypeScript', weeklyHours: 35, pay: 600 },
          ...data,
        },
      }),
  }
}

export type Actress = { actor: PersonActor; ctx: () => Context }

export function asRole(
  role: Role,
  who: { id: string; email: string | null },
  more: Partial<PersonActor> = {},
): Actress {
  const actor: PersonActor = {
    ...{ kind: 'person', accountId: randomUUID(), personId: who.id, name: 'Test', email: who.email ?? '' },
    ...{ locale: 'fr', roles: [{ role, departmentId: null }], studentId: null, contactIds: [], clubs: [] },
    ...more,
  }
  return { actor, ctx: () => ({ actor, now: now(), requestId: randomUUID(), ip: null, readOnly: false }) }
}

export async function pdfOf(who: Actress) {
  const n = next()
  const uploadedById = who.actor.personId
  const data = { name: `f${n}.pdf`, mime: 'application/pdf', size: 9, sha256: 'x', storageKey: `k${n}`, uploadedById }
  return (await prisma().storedFile.create({ data })).id
}

/** A submitted candidature, through the door. */
export async function applied(who: Actress, offerId: string): Promise<string> {
  const input = { cvFileId: await pdfOf(who), letterFileId: await pdfOf(who) }
  const done = await act(who, 'Offer', 'apply', offerId, input)
  return done.redirect?.id ?? ''
}

/** A candidature that the company has in its hands. */
export async function forwarded(world: World, who: Actress, offerId: string): Promise<string> {
  const id = await applied(who, offerId)
  await act(world.officer, 'Candidature', 'shortlist', id)
  await act(world.officer, 'Candidature', 'forward', id)
  return id
}

export const act = (
  who: Actress,
  model: ModelName,
  verb: string,
  id: string,
  input = {},
  reason: string | null = null,
) => perform(who.ctx(), model, verb, id, input, { reason })

export const candidature = (id: string) => prisma().candidature.findUniqueOrThrow({ where: { id } })
export const offerNow = (id: string) => prisma().offer.findUniqueOrThrow({ where: { id } })

/** The clock stands still at this instant, school time (Dakar is UTC). */
export const at = (instant: string): void => setClock(() => dateAt(instant))
const dateAt = (instant: string): Date => {
  const time = Date.parse(`${instant}Z`)
  const day = dateOfDay('1970-01-01')
  day.setTime(time)
  return day
}

export async function refusalOf(work: Promise<unknown>): Promise<Refusal> {
  const error = await work.then(
    () => null,
    (one: unknown) => one,
  )
  if (error instanceof Refusal) return error
  throw error ?? new Error('It was allowed')
}
