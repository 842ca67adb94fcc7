import { z } from 'zod'
import { defineFlow, verbOf } from '../../kit/flow.ts'
import { dateOfDay, later } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { revokeLinks } from './access-link.ts'
import { isSame, NOT_OF_COMPANY, SAME_MAILBOX } from './circuit-lines.ts'

const verb = verbOf('Signatory')
const OPEN = ['waiting', 'turn'] as const

export const signatoryFlow = defineFlow('Signatory', {
  delegate: verb({
    label: { fr: 'Déléguer la signature', en: 'Delegate the signature' },
    from: OPEN,
    to: null,
    roles: ['internship_officer'],
    needsReason: true,
    input: z.object({
      delegateId: z.uuid().meta({ fr: 'À qui', en: 'To whom', kind: 'reference', model: 'Person' }),
      from: z.iso.date().meta({ fr: 'Du', en: 'From', kind: 'date' }),
      until: z.iso.date().meta({ fr: 'Jusqu’au', en: 'Until', kind: 'date' }),
    }),
    done: {
      fr: 'La délégation est enregistrée ; le délégataire est prévenu à son tour.',
      en: 'Delegated; the delegate is told in turn.',
    },
    guard: async ({ tx, record, input }) => {
      if (input.until < input.from) throw refuse.invalid({ until: REVERSED })
      const person = await tx.person.findUnique({ where: { id: input.delegateId } })
      if (!person?.email) throw refuse.invalid({ delegateId: NO_ADDRESS })
      if (isSame(person.email, await studentEmail(tx, record.agreementId)))
        throw refuse.invalid({ delegateId: SAME_MAILBOX })
    },
    body: async ({ input }) => {
      const { delegateId, from, until } = input
      return { data: { delegateId, delegateFrom: dateOfDay(from), delegateUntil: dateOfDay(until) } }
    },
  }),
  reissueLink: verb({
    label: { fr: 'Renvoyer le lien', en: 'Send the link again' },
    from: OPEN,
    to: null,
    roles: ['internship_officer'],
    system: true,
    input: z.object({
      contactId: z
        .uuid()
        .optional()
        .meta({
          ...{ fr: 'À un autre contact', en: 'To another contact', kind: 'reference', model: 'CompanyContact' },
          help: {
            fr: 'Vide : à la même personne. L’ancien lien ne s’ouvrira plus.',
            en: 'Empty: the same person. The former link dies.',
          },
        }),
    }),
    done: {
      fr: 'Un nouveau lien est parti ; l’ancien n’ouvre plus rien.',
      en: 'A new link left; the former opens nothing.',
    },
    guard: async ({ tx, ctx, record, input }) => {
      if (record.method === 'paper') throw refuse.conflict('on_paper', ON_PAPER)
      if (!input.contactId) await refuseTwice(tx, ctx.now, record.id)
    },
    body: async ({ tx, ctx, record, input }) => {
      await revokeLinks(tx, ctx, 'Signatory', [record.id])
      return input.contactId ? { data: await replacedBy(tx, record, input.contactId) } : {}
    },
  }),
})

/** Two clicks, or two officers: the signatory has the first letter in hand. */
async function refuseTwice(tx: Tx, at: Date, recordId: string): Promise<void> {
  const since = later(at, { minutes: -COOLDOWN_MINUTES })
  const recent = await tx.event.count({
    where: { noun: 'Signatory', recordId, verb: 'reissueLink', at: { gt: since } },
  })
  if (recent > 0) throw refuse.conflict('link_cooldown', TOO_SOON)
}

export const COOLDOWN_MINUTES = 15

type Line = { agreementId: string | null; capacity: string }

/** Whoever signs for the company in somebody’s place is of that company, and has a mailbox of their own. */
async function replacedBy(tx: Tx, line: Line, contactId: string) {
  if (line.capacity !== 'company_tutor' && line.capacity !== 'company')
    throw refuse.invalid({ contactId: NOT_OF_COMPANY })
  const contact = await tx.companyContact.findUnique({ where: { id: contactId }, include: { person: true } })
  const agreement = line.agreementId
    ? await tx.agreement.findUniqueOrThrow({ where: { id: line.agreementId }, include: { placement: true } })
    : null
  if (!contact?.isActive || contact.companyId !== agreement?.placement.companyId)
    throw refuse.invalid({ contactId: NOT_OF_COMPANY })
  const { person } = contact
  if (!person.email) throw refuse.invalid({ contactId: NO_ADDRESS })
  if (isSame(person.email, await studentEmail(tx, line.agreementId))) throw refuse.invalid({ contactId: SAME_MAILBOX })
  return { personId: person.id, name: `${person.firstName} ${person.lastName}`, email: person.email }
}

async function studentEmail(tx: Tx, agreementId: string | null): Promise<string | null> {
  if (!agreementId) return null
  const one = await tx.agreement.findUniqueOrThrow({
    where: { id: agreementId },
    select: { placement: { select: { student: { select: { person: { select: { email: true } } } } } } },
  })
  return one.placement.student.person.email
}

const REVERSED = { fr: 'La fin précède le début.', en: 'The end comes before the start.' }
const NO_ADDRESS = {
  fr: 'Cette personne n’a pas d’adresse e-mail : complétez sa fiche d’abord.',
  en: 'This person has no e-mail address: complete their record first.',
}
const ON_PAPER = {
  fr: 'Cette signature est attendue sur papier : il n’y a pas de lien à renvoyer.',
  en: 'This signature is expected on paper: there is no link to send.',
}
const TOO_SOON = {
  fr: 'Ce lien vient d’être renvoyé : laissez passer un quart d’heure avant de recommencer.',
  en: 'This link has just been sent again: wait a quarter of an hour before doing it again.',
}
