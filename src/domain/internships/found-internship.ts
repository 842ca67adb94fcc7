import type { Campaign } from '@prisma/client'
import { z } from 'zod'
import type { Context } from '../../access/actor.ts'
import type { ModelName } from '../../access/model.ts'
import { record } from '../../kit/event.ts'
import { verbOf } from '../../kit/flow.ts'
import { isReversed } from '../../kit/period.ts'
import { dateOfDay } from '../../platform/clock.ts'
import { Prisma, type Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { isPlaced } from './apply.ts'
import { LIVE } from './candidature-states.ts'
import { follow } from './follow.ts'
import { studentOf } from './people.ts'

type Place = { tx: Tx; ctx: Context }

/** What a student says of an internship they found by themselves: where, with whom, when. */
const FOUND = z.object({
  companyId: z
    .uuid()
    .optional()
    .meta({
      ...{
        fr: 'Entreprise déjà connue de l’école',
        en: 'Company the school knows',
        kind: 'reference',
        model: 'Company',
      },
      help: {
        fr: 'Cherchez-la d’abord ; sinon, écrivez son nom et sa ville.',
        en: 'Look for it first; or else write its name and city.',
      },
    }),
  company: z
    .string()
    .trim()
    .max(200)
    .optional()
    .meta({ fr: 'Ou : nom de l’entreprise', en: 'Or: name of the company' }),
  city: z.string().trim().max(120).optional().meta({ fr: 'Ville', en: 'City' }),
  country: z.string().trim().max(80).optional().meta({ fr: 'Pays', en: 'Country' }),
  subject: z.string().trim().min(5).max(300).meta({ fr: 'Sujet du stage', en: 'Subject of the internship' }),
  startsOn: z.iso.date().meta({ fr: 'Début', en: 'Starts on', kind: 'date' }),
  endsOn: z.iso.date().meta({ fr: 'Fin', en: 'Ends on', kind: 'date' }),
  weeklyHours: z.coerce.number().min(1).max(60).meta({ fr: 'Heures par semaine', en: 'Weekly hours', kind: 'number' }),
  tutorFirstName: z.string().trim().min(1).max(80).meta({ fr: 'Prénom du tuteur', en: 'Tutor’s first name' }),
  tutorLastName: z.string().trim().min(1).max(80).meta({ fr: 'Nom du tuteur', en: 'Tutor’s last name' }),
  tutorEmail: z.email().max(200).meta({ fr: 'E-mail du tuteur', en: 'Tutor’s e-mail' }),
})
type Found = z.infer<typeof FOUND>

/** The part of a campaign’s life cycle by which its students bring an internship of their own. */
export const foundVerbs = {
  declareInternship: verbOf('Campaign')({
    label: { fr: 'J’ai trouvé mon stage', en: 'I found my internship' },
    from: ['open', 'applications_closed', 'allocating'],
    to: null,
    roles: ['student'],
    shared: true,
    input: FOUND,
    done: {
      fr: 'Votre stage est déclaré : le responsable des stages le vérifie, puis vous préparez la convention.',
      en: 'Your internship is declared: the internship officer checks it, then you draft the agreement.',
    },
    body: async ({ tx, ctx, record, input }) => ({
      redirect: { model: 'Placement', id: await declareFound({ tx, ctx }, record, input) },
    }),
  }),
}

/**
 * The internship becomes a proposed placement: nothing is agreed until the officer prevalidates it. A company that the
 * school does not know yet waits for its moderation (domain/internships.md §2.5 and §4.20).
 */
async function declareFound(place: Place, campaign: Campaign, found: Found): Promise<string> {
  const studentId = studentOf(place.ctx)
  await refuseUnfit(place, campaign, studentId, found)
  const companyId = await companyOf(place, found)
  const contactId = await tutorOf(place, companyId, found)
  const { subject, startsOn, endsOn, weeklyHours } = found
  const days = { startsOn: dateOfDay(startsOn), endsOn: dateOfDay(endsOn) }
  const data = { studentId, campaignId: campaign.id, companyId, contactId, subject, weeklyHours, ...days }
  const { id } = await place.tx.placement.create({ data: { ...data, createdAt: place.ctx.now } })
  await written(place, 'Placement', id, data)
  return id
}

/** An officer who prevalidates an internship found elsewhere has looked at its company first. */
export async function refuseUnknownCompany(tx: Tx, companyId: string): Promise<void> {
  const { status } = await tx.company.findUniqueOrThrow({ where: { id: companyId }, select: { status: true } })
  if (status !== 'approved') throw COMPANY_UNKNOWN
}

/** Once the school says yes, the search is over: what the student still had elsewhere is taken back for them. */
export async function endSearch(place: Place, { studentId, campaignId }: { studentId: string; campaignId: string }) {
  const live = await place.tx.candidature.findMany({
    where: { studentId, campaignId, status: { in: [...LIVE] } },
    select: { id: true },
    orderBy: { id: 'asc' },
  })
  for (const { id } of live) await follow(place, 'L’étudiant a trouvé son stage')('Candidature', 'withdrawAuto', id)
}

async function refuseUnfit({ tx, ctx }: Place, campaign: Campaign, studentId: string, found: Found): Promise<void> {
  // One declaration of a student at a time: two tabs must not make two
  const [student] = await tx.$queryRaw<{ personId: string }[]>(
    Prisma.sql`SELECT "personId" FROM "Student" WHERE id = ${studentId}::uuid FOR UPDATE`,
  )
  if (await isPlaced(tx, { studentId, campaignId: campaign.id })) throw ALREADY_PLACED
  const days = { startsOn: dateOfDay(found.startsOn), endsOn: dateOfDay(found.endsOn) }
  if (isReversed(days)) throw refuse.invalid({ endsOn: REVERSED })
  const own = await tx.person.findUniqueOrThrow({ where: { id: student?.personId ?? '' }, select: { email: true } })
  const mine = [own.email, ctx.actor.kind === 'person' ? ctx.actor.email : null]
  if (mine.some((email) => email?.toLowerCase() === found.tutorEmail.toLowerCase()))
    throw refuse.invalid({ tutorEmail: OWN_MAILBOX })
}

async function companyOf(place: Place, { companyId, company, city, country }: Found): Promise<string> {
  if (companyId) return approved(place.tx, companyId)
  if (!company || !city) throw refuse.invalid({ [company ? 'city' : 'company']: WHERE })
  const [known] = await place.tx.$queryRaw<{ id: string }[]>(Prisma.sql`
    SELECT id FROM "Company" WHERE status = 'approved'
      AND preau_fold(name) = preau_fold(${company}) AND preau_fold(city) = preau_fold(${city}) LIMIT 1`)
  if (known) throw refuse.invalid({ company: ALREADY_KNOWN })
  const data = { name: company, city, ...(country && { country }), status: 'to_moderate' as const }
  const { id } = await place.tx.company.create({ data: { ...data, createdAt: place.ctx.now } })
  await written(place, 'Company', id, data)
  return id
}

async function approved(tx: Tx, companyId: string): Promise<string> {
  const found = await tx.company.count({ where: { id: companyId, status: 'approved' } })
  if (found === 0) throw refuse.invalid({ companyId: WHERE })
  return companyId
}

/** The contact of that company who has this address, or a new one; somebody of the school is no company tutor. */
async function tutorOf(place: Place, companyId: string, found: Found): Promise<string> {
  const email = found.tutorEmail.toLowerCase()
  const person = await place.tx.person.findFirst({
    where: { email: { equals: email, mode: 'insensitive' } },
    include: { contacts: { select: { id: true, companyId: true, isActive: true } } },
  })
  const here = person?.contacts.find((contact) => contact.companyId === companyId)
  if (here?.isActive) return here.id
  if (here || (person && person.contacts.length === 0)) throw refuse.invalid({ tutorEmail: NOT_A_TUTOR })
  const named = { firstName: found.tutorFirstName, lastName: found.tutorLastName, email }
  const personId = person?.id ?? (await place.tx.person.create({ data: { ...named, createdAt: place.ctx.now } })).id
  if (!person) await written(place, 'Person', personId, named)
  const data = { companyId, personId, isTutor: true }
  const { id } = await place.tx.companyContact.create({ data: { ...data, createdAt: place.ctx.now } })
  await written(place, 'CompanyContact', id, data)
  return id
}

const written = ({ tx, ctx }: Place, noun: ModelName, recordId: string, after: Record<string, unknown>) =>
  record(tx, ctx, { noun, recordId, verb: 'create', role: 'student', after })

const ALREADY_PLACED = refuse.conflict('already_placed', {
  fr: 'Vous avez déjà un stage dans cette campagne : s’il doit changer, écrivez au responsable des stages.',
  en: 'You already have an internship in this campaign: if it must change, write to the internship officer.',
})
const COMPANY_UNKNOWN = refuse.conflict('company_unmoderated', {
  fr: 'L’entreprise de ce stage attend votre vérification : approuvez sa fiche, puis prévalidez.',
  en: 'The company of this internship waits for your check: approve its record, then prevalidate.',
})
const REVERSED = { fr: 'La fin précède le début.', en: 'The end comes before the start.' }
const WHERE = {
  fr: 'Choisissez une entreprise connue de l’école, ou écrivez son nom et sa ville.',
  en: 'Choose a company the school knows, or write its name and city.',
}
const ALREADY_KNOWN = {
  fr: 'L’école connaît déjà cette entreprise : choisissez-la dans la liste ci-dessus.',
  en: 'The school already knows this company: choose it in the list above.',
}
const OWN_MAILBOX = {
  fr: 'C’est votre propre adresse : donnez celle de la personne qui vous encadrera.',
  en: 'This is your own address: give that of the person who will supervise you.',
}
const NOT_A_TUTOR = {
  fr: 'Cette adresse ne peut pas être celle de votre tuteur en entreprise : donnez son adresse professionnelle.',
  en: 'This address cannot be your company tutor’s: give their work address.',
}
