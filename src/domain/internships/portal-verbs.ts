import type { CompanyContact } from '@prisma/client'
import { z } from 'zod'
import { type Call, verbOf } from '../../kit/flow.ts'
import { later } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { NOT_OF_COMPANY } from './circuit-lines.ts'
import { follow } from './follow.ts'
import { portalLink, refuseSharedMailbox, revokeContact } from './portal-link.ts'

const verb = verbOf('CompanyContact')
const officer = { from: 'any', to: null, roles: ['internship_officer'] } as const

/** The link by which a contact follows their trainees without an account: sent, told by telephone, taken back, passed on. */
export const portalVerbs = {
  sendPortal: verb({
    ...officer,
    label: { fr: 'Envoyer le lien de suivi', en: 'Send the follow-up link' },
    done: {
      fr: 'Le lien est parti par courriel : il ouvre tous ses stagiaires, sans compte.',
      en: 'The link has been mailed: it opens all their trainees, without an account.',
    },
    guard: async ({ tx, ctx, record }) => {
      const { email } = await reachable(tx, record)
      if (!email) throw NO_MAILBOX
      await refuseSharedMailbox(tx, record.id, email)
      await refuseTwice(tx, record.id, later(ctx.now, { minutes: -COOLDOWN_MINUTES }))
    },
    // The mail is written by the worker, with the link (jobs/internships/by-link.ts)
    body: async ({ tx, record }) => ({ note: { recipient: (await personOf(tx, record)).email } }),
  }),
  sharePortal: verb({
    ...officer,
    label: { fr: 'Préparer un message (WhatsApp, SMS)', en: 'Prepare a message (WhatsApp, SMS)' },
    inTab: true,
    guard: async ({ tx, record }) => {
      const { email } = await reachable(tx, record)
      await refuseSharedMailbox(tx, record.id, email)
    },
    body: async ({ tx, ctx, record }) => {
      await portalLink(tx, ctx, record.id)
    },
  }),
  revokePortal: verb({
    ...officer,
    label: { fr: 'Révoquer ses liens', en: 'Revoke their links' },
    needsReason: true,
    tone: 'danger',
    confirm: {
      fr: 'Aucun lien déjà envoyé à cette personne n’ouvrira plus rien. Révoquer ?',
      en: 'No link already sent to this person will open anything. Revoke?',
    },
    done: { fr: 'Ses liens n’ouvrent plus rien.', en: 'Their links open nothing any more.' },
    guard: async ({ tx, record }) => {
      if ((await liveLinks(tx, record.id)) === 0) throw NO_LINK
    },
    body: async ({ tx, ctx, record }) => ({ note: { links: await revokeContact(tx, ctx, record.id) } }),
  }),
  handOver: verb({
    ...officer,
    label: { fr: 'Passer le relais à un autre contact', en: 'Hand over to another contact' },
    needsReason: true,
    input: z.object({
      contactId: z.uuid().meta({
        ...{ fr: 'À qui', en: 'To whom', kind: 'reference', model: 'CompanyContact' },
        help: {
          fr: 'Il suivra ces stagiaires et signera à sa place. Les liens de l’ancien contact n’ouvriront plus rien.',
          en: 'They follow these trainees and sign instead. The former contact’s links open nothing any more.',
        },
      }),
    }),
    done: {
      fr: 'Le relais est passé : le nouveau contact reçoit son lien, l’ancien n’ouvre plus rien.',
      en: 'Handed over: the new contact gets their link, the former opens nothing.',
    },
    guard: ({ tx, record, input }) => refuseStandIn(tx, record, input.contactId),
    body: async ({ tx, ctx, record, input }) => {
      await revokeContact(tx, ctx, record.id)
      // Whoever was stood in for by this contact is now by the new one, who is nobody’s charge any more
      await tx.companyContact.updateMany({
        where: { replacedById: record.id, id: { not: input.contactId } },
        data: { replacedById: input.contactId },
      })
      await tx.companyContact.updateMany({
        where: { id: input.contactId, replacedById: { not: null } },
        data: { replacedById: null },
      })
      await passSignatures({ tx, ctx }, record, input.contactId)
      return { data: { replacedById: input.contactId } }
    },
  }),
  takeBack: verb({
    ...officer,
    label: { fr: 'Reprendre le relais', en: 'Take it back' },
    rows: () => ({ replacedById: { not: null } }),
    done: { fr: 'Ce contact suit de nouveau ses stagiaires.', en: 'This contact follows their trainees again.' },
    guard: ({ record }) => {
      if (!record.isActive) throw LEFT
    },
    body: async () => ({ data: { replacedById: null } }),
  }),
}

const COOLDOWN_MINUTES = 15

type Contact = Pick<CompanyContact, 'id' | 'personId' | 'companyId' | 'isActive' | 'replacedById'>

const personOf = (tx: Tx, { personId }: Contact) => tx.person.findUniqueOrThrow({ where: { id: personId } })

async function reachable(tx: Tx, contact: Contact) {
  if (!contact.isActive) throw LEFT
  if (contact.replacedById) throw AWAY
  return personOf(tx, contact)
}

async function refuseTwice(tx: Tx, contactId: string, since: Date): Promise<void> {
  const recent = await tx.event.count({
    where: { noun: 'CompanyContact', recordId: contactId, verb: 'sendPortal', at: { gt: since } },
  })
  if (recent > 0) throw TOO_SOON
}

const liveLinks = (tx: Tx, contactId: string): Promise<number> =>
  tx.accessLink.count({
    where: { revokedAt: null, OR: [{ contactId }, { noun: 'CompanyContact', recordId: contactId }] },
  })

/** Somebody else of the same company, in post, with a way to be written to that is not the trainee’s. */
async function refuseStandIn(tx: Tx, contact: Contact, standInId: string): Promise<void> {
  const standIn = await tx.companyContact.findUnique({ where: { id: standInId }, include: { person: true } })
  const fits = standIn?.isActive && standIn.companyId === contact.companyId && standInId !== contact.id
  if (!fits) throw refuse.invalid({ contactId: NOT_OF_COMPANY })
  await refuseSharedMailbox(tx, contact.id, standIn.person.email)
}

/** The signatures that wait for the former contact wait for the new one. */
async function passSignatures(place: Pick<Call, 'tx' | 'ctx'>, from: Contact, contactId: string): Promise<void> {
  const lines = await place.tx.signatory.findMany({
    where: {
      personId: from.personId,
      status: { in: ['waiting', 'turn'] },
      capacity: { in: ['company_tutor', 'company'] },
      OR: [{ method: null }, { method: { not: 'paper' } }],
      agreement: { placement: { companyId: from.companyId } },
    },
    orderBy: { id: 'asc' },
  })
  const pass = follow(place, 'Le relais est passé à un autre contact')
  for (const { id } of lines) await pass('Signatory', 'reissueLink', id, { contactId })
}

const NO_MAILBOX = refuse.conflict('no_mailbox', {
  fr: 'Ce contact n’a pas d’adresse e-mail : complétez sa fiche, ou préparez un message pour son téléphone.',
  en: 'This contact has no e-mail address: complete their record, or prepare a message for their telephone.',
})
const LEFT = refuse.conflict('inactive', {
  fr: 'Ce contact n’est plus en poste : passez le relais à la personne qui l’a remplacé.',
  en: 'This contact is no longer in post: hand over to whoever replaced them.',
})
const AWAY = refuse.conflict('handed_over', {
  fr: 'Un autre contact a pris le relais : envoyez-lui son propre lien, ou reprenez d’abord le relais.',
  en: 'Another contact stands in for them: send that one their own link, or take it back first.',
})
const NO_LINK = refuse.conflict('no_link', {
  fr: 'Ce contact n’a aucun lien ouvert : il n’y a rien à révoquer.',
  en: 'This contact has no open link: there is nothing to revoke.',
})
const TOO_SOON = refuse.conflict('link_cooldown', {
  fr: 'Le lien vient de partir : laissez passer un quart d’heure avant de le renvoyer, ou préparez un message.',
  en: 'The link has just left: wait a quarter of an hour before sending it again, or prepare a message.',
})
