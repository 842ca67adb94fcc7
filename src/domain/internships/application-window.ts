import { asDay, schoolDay, schoolDayEnd } from '../../kit/calendar.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'

/** May this student still apply? Until the closing day ends at the school, or until the day granted to them by name. */
export async function refuseLate(tx: Tx, campaignId: string, studentId: string, now: Date): Promise<void> {
  const campaign = await tx.campaign.findUniqueOrThrow({ where: { id: campaignId } })
  const granted = await tx.deadlineExtension.findUnique({ where: { campaignId_studentId: { campaignId, studentId } } })
  const extended = granted !== null && now <= schoolDayEnd(granted.until)
  if (extended && (campaign.status === 'open' || campaign.status === 'applications_closed')) return
  if (campaign.status !== 'open') throw notOpen(campaign.name)
  if (campaign.opensOn && schoolDay(now) < asDay(campaign.opensOn)) throw notOpen(campaign.name)
  if (campaign.closesOn && now > schoolDayEnd(campaign.closesOn)) throw tooLate(campaign.closesOn)
}

const notOpen = (name: string) =>
  refuse.conflict('campaign_not_open', {
    fr: `La campagne « ${name} » n’accepte pas de candidature en ce moment. Votre brouillon est conservé.`,
    en: `The campaign “${name}” takes no candidature at the moment. Your draft is kept.`,
  })

const tooLate = (closesOn: Date) => {
  const day = asDay(closesOn).split('-').reverse().join('/')
  return refuse.conflict('applications_closed', {
    fr: `Les candidatures étaient ouvertes jusqu’au ${day} à 23:59:59. Votre brouillon est conservé : demandez un délai au responsable des stages.`,
    en: `Applications were open until ${day} 23:59:59. Your draft is kept: ask the internship officer for an extension.`,
  })
}
