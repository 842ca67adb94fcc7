import type { Event } from '@prisma/client'
import { shownDay, shownInstant } from '../../src/kit/calendar.ts'
import { leaveNotice } from '../../src/kit/notice.ts'
import { type Tx, transaction } from '../../src/platform/db.ts'

type Said = { fr: string; en: string }
type Telling = { to: string[]; said: Said }

/** Who hears of what happens in a club, by a notice in the desk; never the one who did it. */
export const tellRun = (event: Event): Promise<void> =>
  transaction(async (tx) => {
    const telling = await TOLD[event.noun]?.(tx, event)
    if (!telling) return
    const ids = [...new Set(telling.to)].filter((id) => id !== event.actorId)
    const people = await tx.person.findMany({
      where: { id: { in: ids } },
      select: { id: true, account: { select: { locale: true } } },
    })
    const href = `/admin/resources/${event.noun}/records/${event.recordId}/show`
    for (const { id, account } of people) {
      const title = telling.said[account?.locale === 'en' ? 'en' : 'fr']
      await leaveNotice(tx, { personId: id, eventId: event.id, title, body: event.reason, href, createdAt: event.at })
    }
  })

const TOLD: Record<string, (tx: Tx, event: Event) => Promise<Telling | null>> = {
  ActionProgramme: async (tx, { recordId, verb }) => {
    const found = await tx.actionProgramme.findUnique({ where: { id: recordId }, include: { club: true } })
    if (!found) return null
    const name = `${found.club.name} ${found.year}`
    if (verb === 'submit')
      return {
        to: await union(tx),
        said: { fr: `Programme à valider : ${name}`, en: `Programme to validate: ${name}` },
      }
    const said =
      verb === 'validate'
        ? { fr: `Votre programme est validé : ${name}`, en: `Your programme is validated: ${name}` }
        : { fr: `Votre programme est à corriger : ${name}`, en: `Your programme needs changes: ${name}` }
    return { to: await leads(tx, found.clubId), said }
  },
  Activity: async (tx, { recordId, verb }) => {
    const found = await tx.activity.findUnique({ where: { id: recordId }, include: { club: true } })
    if (!found?.programmeId) return null
    const name = `${found.theme} (${found.club.name})`
    if (verb === 'cancel')
      return {
        to: await union(tx),
        said: { fr: `Annulation à approuver ou non : ${name}`, en: `Cancellation to decide: ${name}` },
      }
    const said =
      verb === 'approveCancellation'
        ? { fr: `Annulation approuvée : ${name}`, en: `Cancellation approved: ${name}` }
        : { fr: `Annulation non approuvée : ${name}`, en: `Cancellation not approved: ${name}` }
    return { to: await leads(tx, found.clubId), said }
  },
  Task: async (tx, { recordId }) => {
    const found = await tx.task.findUnique({ where: { id: recordId }, include: { assignee: true } })
    const to = found?.assignee?.personId
    if (!found || !to) return null
    const until = found.dueOn ? { fr: ` pour le ${shownDay(found.dueOn)}`, en: ` for ${shownDay(found.dueOn)}` } : null
    return {
      to: [to],
      said: {
        fr: `Une tâche vous est confiée${until?.fr ?? ''} : ${found.name}`,
        en: `You are given a task${until?.en ?? ''}: ${found.name}`,
      },
    }
  },
  Meeting: async (tx, { recordId }) => {
    const found = await tx.meeting.findUnique({ where: { id: recordId } })
    if (!found) return null
    const when = shownInstant(found.heldAt)
    return {
      to: await inOffice(tx, found.clubId, {}),
      said: {
        fr: `Réunion du bureau le ${when} : ${found.subject}`,
        en: `Bureau meeting on ${when}: ${found.subject}`,
      },
    }
  },
}

const leads = (tx: Tx, clubId: string) => inOffice(tx, clubId, { post: 'lead' })

async function inOffice(tx: Tx, clubId: string, post: { post?: 'lead' }): Promise<string[]> {
  const members = await tx.clubMember.findMany({
    where: { clubId, ...post, endsOn: null, personId: { not: null } },
    select: { personId: true },
  })
  return members.flatMap(({ personId }) => personId ?? [])
}

async function union(tx: Tx): Promise<string[]> {
  const held = await tx.roleAssignment.findMany({ where: { role: 'union_executive', endsOn: null } })
  return held.map(({ personId }) => personId)
}
