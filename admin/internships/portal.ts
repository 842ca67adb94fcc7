import type { PortalAnswer } from '../../components/internships/signing-state.ts'
import type { Context } from '../../src/access/actor.ts'
import { mayEver } from '../../src/access/rights.ts'
import { list, localeOf, type Row } from '../../src/access/select.ts'
import { sharePortal } from '../../src/domain/internships/portal-share.ts'
import { shownDay } from '../../src/kit/calendar.ts'
import { opened } from '../actions/read.ts'
import { recordJson } from '../record.ts'
import { declareAction } from '../verbs.ts'
import { instantIn, stateIn } from './said.ts'

const MOST = 50

/** How a contact follows their trainees without an account: their links, who stands in; POST writes a message for a telephone. */
export function portalAction(): void {
  declareAction(
    {
      name: 'portal',
      routes: ['record'],
      methods: ['GET', 'POST'],
      right: (actor, model) => mayEver(actor, model, 'sharePortal'),
      tab: { label: { fr: 'Suivi sans compte', en: 'Without an account' }, component: 'PortalPanel' },
      handle: async ({ method, model, row }, ctx) => {
        const contact = opened(row)
        const message = method === 'POST' ? await sharePortal(ctx, contact.id) : null
        const portal = await portalOf(ctx, contact)
        return { record: recordJson(model, contact), portal: { ...portal, ...(message && { message }) } }
      },
    },
    ['CompanyContact'],
  )
}

async function portalOf(ctx: Context, { id, values, titles }: Row): Promise<PortalAnswer> {
  const locale = localeOf(ctx.actor)
  const links = { OR: [{ contactId: id }, { noun: 'CompanyContact', recordId: id }] }
  const sort = { field: 'createdAt', direction: 'desc' } as const
  const [sent, hosted, away] = await Promise.all([
    list(ctx, 'AccessLink', { where: links, sort, limit: MOST }),
    list(ctx, 'Placement', { where: { contactId: id, status: { notIn: ['cancelled', 'not_done'] } }, limit: MOST }),
    list(ctx, 'CompanyContact', { where: { replacedById: id }, limit: MOST }),
  ])
  const standIn = values.replacedById ? { id: String(values.replacedById), title: titles.replacedById ?? '—' } : null
  return {
    ...{ active: values.isActive === true, standIn, may: values.isActive === true && !standIn },
    standsInFor: away.map((one) => ({ id: one.id, title: one.title })),
    links: sent.map((link) => ({
      ...{ id: link.id, recipient: String(link.values.recipient), until: dayIn(link.values.expiresAt) },
      purpose: stateIn(locale, 'LinkPurpose', link.values.purpose).label,
      used: instantIn(locale, link.values.lastUsedAt),
      state: stateOf(link, ctx.now, locale),
    })),
    trainees: hosted.map((one) => ({
      ...{ id: one.id, title: one.title, status: stateIn(locale, 'PlacementStatus', one.values.status) },
    })),
  }
}

const dayIn = (value: unknown): string => (value instanceof Date ? shownDay(value) : '—')

function stateOf({ values }: Row, now: Date, locale: 'fr' | 'en'): PortalAnswer['links'][number]['state'] {
  if (values.revokedAt) return { label: locale === 'en' ? 'Revoked' : 'Révoqué', tone: 'grey' }
  if (values.expiresAt instanceof Date && values.expiresAt <= now)
    return { label: locale === 'en' ? 'Expired' : 'Expiré', tone: 'amber' }
  return { label: locale === 'en' ? 'Open' : 'Ouvert', tone: 'green' }
}
