import type { Context } from '../../access/actor.ts'
import { shownDay } from '../../kit/calendar.ts'
import { perform } from '../../kit/command.ts'
import { transaction } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { portalToken } from './access-link.ts'
import { schoolName } from './paper.ts'
import { portalLink } from './portal-link.ts'

export type Message = { text: string; phone: string | null }

/** Words for a telephone, with the link of a contact; who asked for them is in the history before they are shown. */
export const sharePortal = (ctx: Context, contactId: string): Promise<Message> =>
  transaction(async (tx) => {
    await perform(ctx, 'CompanyContact', 'sharePortal', contactId, {}, { tx })
    const href = await portalLink(tx, ctx, contactId)
    if (!href) throw refuse.notFound()
    const { person, company, accessLinks } = await tx.companyContact.findUniqueOrThrow({
      where: { id: contactId },
      include: { person: true, company: true, accessLinks: { where: { purpose: 'portal', revokedAt: null } } },
    })
    const link = accessLinks.find((one) => href.endsWith(portalToken(one.id)))
    const until = link ? `, jusqu’au ${shownDay(link.expiresAt)}` : ''
    const text = [
      `Bonjour ${person.firstName}, voici la page de vos stagiaires chez ${company.name} (${await schoolName(tx)}) :`,
      href,
      `Elle s’ouvre sans compte ni mot de passe${until}. Elle est personnelle : ne la transférez pas.`,
    ].join('\n')
    return { text, phone: person.phone }
  })
