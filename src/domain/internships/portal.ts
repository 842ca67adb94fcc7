import type { Context, PersonActor } from '../../access/actor.ts'
import { linkActor } from '../../access/link-actor.ts'
import { list, type Row } from '../../access/select.ts'
import { asDay, type Day, shownDay } from '../../kit/calendar.ts'
import { legalVerbs } from '../../kit/command.ts'
import { stateLabelOf } from '../../kit/enum-label.ts'
import type { Text } from '../../platform/catalogue.ts'
import { prisma } from '../../platform/db.ts'
import type { OpenedLink } from './access-link.ts'
import { mondayOf } from './logbook-rules.ts'
import { documentsOf, type PortalDocument } from './portal-documents.ts'

export type StepKind = 'check' | 'sign' | 'week' | 'evaluate'

/** Something to do; `id` names it in the address of its page. */
export type PortalStep = { kind: StepKind; id: string; label: Text }

export type Trainee = {
  id: string
  name: string
  period: string
  status: Text
  steps: PortalStep[]
  /** What comes next when nothing is asked of the company */
  next: Text
  documents: PortalDocument[]
}

export type Portal = { firstName: string; company: string; trainees: Trainee[]; toDo: number }

/** Who looks and acts through a link to trainees; null when it opens nothing any more. */
export async function portalActor(
  link: Pick<OpenedLink, 'contactId'>,
  ctx: Context,
  locale: 'fr' | 'en',
): Promise<(Context & { actor: PersonActor }) | null> {
  const actor = link.contactId ? await linkActor(link.contactId, null) : null
  return actor && { ...ctx, actor: { ...actor, locale } }
}

/** Everything a contact has to do and may take away, trainee by trainee; those that wait for them first. */
export async function portalOf(link: Pick<OpenedLink, 'contactId'>, ctx: Context & { actor: PersonActor }) {
  const contact = await prisma().companyContact.findUnique({
    where: { id: link.contactId ?? '' },
    include: { person: { select: { firstName: true } }, company: { select: { name: true } } },
  })
  if (!contact) return null
  const placements = await list(ctx, 'Placement', {
    where: { status: { notIn: ['cancelled', 'not_done'] } },
    sort: { field: 'startsOn', direction: 'desc' },
    limit: MOST,
  })
  const agreements = await list(ctx, 'Agreement', {
    where: { placementId: { in: placements.map((row) => row.id) }, status: { in: Object.keys(UNSIGNED) } },
    limit: MOST,
  })
  const [steps, documents] = await Promise.all([stepsOf(ctx, placements, agreements), documentsOf(ctx, placements)])
  const signed = await linesToSign(ctx, contact)
  const trainees = placements.map((row) => ({
    ...traineeOf(row, steps.get(row.id) ?? [], documents.get(row.id) ?? []),
    next: nextFor(row.values, agreements.find((one) => one.values.placementId === row.id)?.values.status),
  }))
  for (const line of signed) addLine(trainees, line)
  // A stable sort: among those who wait, and among the others, the latest internship stays first
  const sorted = trainees.toSorted((a, b) => Number(b.steps.length > 0) - Number(a.steps.length > 0))
  const toDo = sorted.reduce((sum, one) => sum + one.steps.length, 0)
  return { firstName: contact.person.firstName, company: contact.company.name, trainees: sorted, toDo }
}

const MOST = 100

const traineeOf = ({ id, values, titles }: Row, steps: PortalStep[], documents: PortalDocument[]) => ({
  ...{ id, name: titles.studentId ?? '', steps, documents },
  period: values.startsOn && values.endsOn ? `${shown(values.startsOn)} – ${shown(values.endsOn)}` : '',
  status: stateLabelOf('PlacementStatus', String(values.status)),
})

const dayIn = (value: unknown): Day => asDay(value instanceof Date ? value : String(value))
const shown = (value: unknown): string => shownDay(dayIn(value))

/** What the company is asked for, by placement. */
async function stepsOf(ctx: Context, placements: Row[], agreements: Row[]): Promise<Map<string, PortalStep[]>> {
  const ids = placements.map((row) => row.id)
  const where = { placementId: { in: ids } }
  const [entries, evaluations, verbs] = await Promise.all([
    list(ctx, 'LogbookEntry', {
      where: { ...where, status: 'submitted' },
      sort: { field: 'day', direction: 'asc' },
      limit: MOST * 7,
    }),
    list(ctx, 'Evaluation', { where: { ...where, status: { in: ['open', 'draft', 'reopened'] } }, limit: MOST }),
    legalVerbs(ctx, 'Placement', placements),
  ])
  const found = new Map<string, PortalStep[]>()
  const add = (row: Row, step: PortalStep) => {
    const placementId = String(row.values.placementId)
    found.set(placementId, [...(found.get(placementId) ?? []), step])
  }
  for (const row of agreements.filter(({ values }) => values.status === 'submitted'))
    add(row, { kind: 'check', id: row.id, label: CHECK })
  const weeks = Map.groupBy(entries, ({ values }) => `${String(values.placementId)}.${mondayOf(dayIn(values.day))}`)
  for (const [id, [first, ...others]] of weeks) {
    if (!first || !verbs.get(String(first.values.placementId))?.some((verb) => verb.name === 'approveWeek')) continue
    const hours = [first, ...others].reduce((sum, { values }) => sum + Number(values.hours), 0)
    add(first, { kind: 'week', id, label: weekLabel(id.slice(37), hours) })
  }
  for (const row of evaluations)
    add(row, { kind: 'evaluate', id: row.id, label: row.values.stage === 'final' ? FINAL : MIDTERM })
  return found
}

type ToSign = { id: string; placementId: string; student: string; label: Text }

/**
 * Lines whose turn it is, of this person, for this company and no other that they may also work for; with `answered`,
 * those already signed or still to come too.
 */
export async function linesToSign(
  { actor }: { actor: PersonActor },
  { companyId }: { companyId: string },
  { answered = false } = {},
): Promise<ToSign[]> {
  const lines = await prisma().signatory.findMany({
    where: {
      ...{ personId: actor.personId, capacity: { in: ['company_tutor', 'company'] } },
      status: answered ? { not: 'void' } : 'turn',
      agreement: { placement: { companyId } },
    },
    orderBy: { id: 'asc' },
    include: {
      amendment: true,
      agreement: { include: { placement: { include: { student: { include: { person: true } } } } } },
    },
  })
  return lines.flatMap(({ id, amendment, agreement, capacity }) => {
    if (!agreement || (!answered && (amendment ?? agreement).status !== 'signing')) return []
    const { firstName, lastName } = agreement.placement.student.person
    const as = stateLabelOf('SignatoryCapacity', capacity)
    const label = amendment ? signAmendment(amendment.number ?? 1, as) : signAgreement(as)
    return [{ id, placementId: agreement.placementId, student: `${lastName} ${firstName}`, label }]
  })
}

/** Whoever signs for the company may not be the tutor: the trainee stands here for this signature alone. */
function addLine(trainees: Trainee[], { id, placementId, student, label }: ToSign): void {
  const step: PortalStep = { kind: 'sign', id, label }
  const known = trainees.find((one) => one.id === placementId)
  if (known) known.steps.unshift(step)
  else trainees.unshift({ id: placementId, name: student, period: '', status: SIGNING, steps: [step], ...NOTHING })
}

const NOTHING = { next: { fr: '', en: '' }, documents: [] }
const SIGNING = { fr: 'Signature attendue', en: 'Signature awaited' }
const CHECK = { fr: 'Vérifier la convention', en: 'Check the agreement' }
const MIDTERM = { fr: 'Remplir l’évaluation à mi-parcours', en: 'Fill in the mid-term evaluation' }
const FINAL = { fr: 'Remplir l’évaluation finale', en: 'Fill in the final evaluation' }

const signAgreement = (as: Text): Text => ({
  fr: `Signer la convention (${as.fr.toLowerCase()})`,
  en: `Sign the agreement (${as.en.toLowerCase()})`,
})
const signAmendment = (number: number, as: Text): Text => ({
  fr: `Signer l’avenant n° ${number} (${as.fr.toLowerCase()})`,
  en: `Sign amendment no. ${number} (${as.en.toLowerCase()})`,
})
const weekLabel = (monday: Day, hours: number): Text => ({
  fr: `Valider la semaine du ${shownDay(monday)} (${String(hours).replace('.', ',')}\u00a0h)`,
  en: `Approve the week of ${shownDay(monday)} (${hours}\u00a0h)`,
})

/** What the company may expect, when it is somebody else’s turn. */
function nextFor({ status, startsOn, endsOn }: Row['values'], agreement: unknown): Text {
  const waits = UNSIGNED[String(agreement)]
  if (waits && status !== 'ongoing') return waits
  if (status === 'ready')
    return {
      fr: `Convention signée : début le ${shown(startsOn)}.`,
      en: `Agreement signed: starts on ${shown(startsOn)}.`,
    }
  if (status === 'ongoing')
    return { fr: `Rien à faire : fin prévue le ${shown(endsOn)}.`, en: `Nothing to do: ends on ${shown(endsOn)}.` }
  return NEXT[String(status)] ?? NEXT.proposed ?? NOTHING.next
}

/** Where an agreement stands while the company waits. */
const UNSIGNED: Record<string, Text> = {
  submitted: { fr: 'L’école relit la convention.', en: 'The school is reading the agreement.' },
  company_checked: { fr: 'L’école relit la convention.', en: 'The school is reading the agreement.' },
  pedagogy_approved: { fr: 'L’école relit la convention.', en: 'The school is reading the agreement.' },
  approved: { fr: 'Convention validée : la signature vient ensuite.', en: 'Agreement approved: signing comes next.' },
  signing: {
    fr: 'Convention en signature : vous serez prévenu à votre tour.',
    en: 'Agreement being signed: you will be told in turn.',
  },
}

const NEXT: Record<string, Text> = {
  proposed: { fr: 'L’école prépare la convention.', en: 'The school is preparing the agreement.' },
  suspended: { fr: 'Stage interrompu : il reprendra à la date convenue.', en: 'Interrupted: it resumes as agreed.' },
  finished: { fr: 'Stage terminé : rien à faire.', en: 'Internship over: nothing to do.' },
  closed: { fr: 'Stage clos : merci de votre accueil.', en: 'Internship closed: thank you for hosting it.' },
  broken: { fr: 'Stage rompu : rien à faire.', en: 'Internship broken off: nothing to do.' },
}
