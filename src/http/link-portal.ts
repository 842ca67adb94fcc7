import type { Response } from 'express'
import type { Context } from '../access/actor.ts'
import { permitted } from '../access/select.ts'
import type { OpenedLink } from '../domain/internships/access-link.ts'
import { linesToSign, type Portal, portalActor, portalOf, type Trainee } from '../domain/internships/portal.ts'
import { documentBehind, isDocument } from '../domain/internships/portal-documents.ts'
import type { Text } from '../platform/catalogue.ts'
import { prisma } from '../platform/db.ts'
import { type LinkPage, type LinkRequest, lookingOf, type Opened } from './link.ts'
import { checkPage } from './link-check.ts'
import { evaluatePage } from './link-evaluate.ts'
import { sendFile } from './link-file.ts'
import type { LinkPortal } from './link-shapes.ts'
import { signPage } from './link-sign.ts'
import { weekPage } from './link-week.ts'
import { sendPage } from './page.ts'

const A_PAGE = 8
const MOST_STEPS = 4

/**
 * Every trainee of a company’s contact on one small page: what each waits for, what may be taken away. Each step is a
 * page of its own, over that record alone; there is no account, no script, nothing that looking could change.
 */
export const portalPage: LinkPage = {
  show: async (link, req, res) => {
    const { locale } = res.locals
    const ctx = await portalActor(link, lookingOf(res), locale)
    const portal = ctx && (await portalOf(link, ctx))
    if (!portal) return sendPage(req, res.status(404), 'link-dead', {})
    await sendPage(req, res, 'link-portal', { ...shownPage(portal, req, locale) })
  },
  // There is nothing to send from here: a form of yesterday finds the page of today
  act: async (_link, req, res) => res.redirect(303, `/link/${req.params.token}`),
  step: (link, step, id, ctx) => STEPS[step]?.(link, id, ctx) ?? paper(link, step, id, ctx),
}

function shownPage(portal: Portal, { params, query }: LinkRequest, locale: keyof Text): LinkPortal {
  const own = `/link/${params.token}`
  const pages = Math.max(1, Math.ceil(portal.trainees.length / A_PAGE))
  const page = Math.min(Math.max(1, Math.trunc(Number(query.page)) || 1), pages)
  const { firstName, company, toDo } = portal
  return {
    ...{ firstName, company, toDo, at: page, pages, many: toDo > 1, several: pages > 1 },
    ...{ before: page > 1 ? `${own}?page=${page - 1}` : '', after: page < pages ? `${own}?page=${page + 1}` : '' },
    done: DONE[String(query.done)]?.[locale] ?? '',
    trainees: portal.trainees.slice((page - 1) * A_PAGE, page * A_PAGE).map((one) => shownTrainee(one, own, locale)),
  }
}

const shownTrainee = (one: Trainee, own: string, locale: keyof Text): LinkPortal['trainees'][number] => ({
  ...{ name: one.name, period: one.period, status: one.status[locale], next: one.next[locale] },
  steps: one.steps.slice(0, MOST_STEPS).map(({ kind, id, label }, i) => ({
    ...{ href: `${own}/${kind}/${id}`, label: label[locale], quiet: i > 0 },
  })),
  others: Math.max(0, one.steps.length - MOST_STEPS),
  documents: one.documents.map(({ kind, id, label }) => ({
    ...{ href: `${own}/${kind}/${id}/document`, label: label[locale] },
  })),
})

const DONE: Record<string, Text> = {
  approved: { fr: 'Semaine validée : ces heures sont acquises.', en: 'Week approved: these hours stand.' },
  rejected: { fr: 'Votre stagiaire sait quoi corriger.', en: 'Your trainee knows what to correct.' },
  evaluate: { fr: 'Merci : l’évaluation est soumise.', en: 'Thank you: the evaluation is submitted.' },
}

type Step = (link: OpenedLink, id: string, ctx: Context) => Promise<Opened | null>

const narrowed = (page: LinkPage, link: OpenedLink, noun: string, recordId: string): Opened => ({
  ...{ page, link: { ...link, noun, recordId } },
})

/** Each page looks at the right again over its own record; here stands what it would not see by itself. */
const STEPS: Record<string, Step> = {
  check: async (link, id, looking) => {
    const ctx = await portalActor(link, looking, 'fr')
    const open = ctx && (await permitted(ctx, 'Agreement', 'checkFacts', [id]))
    return open?.has(id) ? narrowed(checkPage, link, 'Agreement', id) : null
  },
  sign: async (link, id, looking) => {
    const ctx = await portalActor(link, looking, 'fr')
    const contact = await prisma().companyContact.findUnique({ where: { id: link.contactId ?? '' } })
    const mine = ctx && contact && (await linesToSign(ctx, contact, { answered: true })).some((line) => line.id === id)
    return mine ? narrowed(signPage, link, 'Signatory', id) : null
  },
  week: async (link, id) => narrowed(weekPage, link, 'Placement', id.split('.')[0] ?? ''),
  evaluate: async (link, id) => narrowed(evaluatePage, link, 'Evaluation', id),
}

/** A paper: there is nothing to see but the file. */
async function paper(link: OpenedLink, kind: string, id: string, looking: Context): Promise<Opened | null> {
  const ctx = isDocument(kind) ? await portalActor(link, looking, 'fr') : null
  const file = ctx && isDocument(kind) ? await documentBehind(ctx, kind, id) : null
  if (!file) return null
  const back = async (_link: OpenedLink, req: LinkRequest, res: Response) =>
    res.redirect(303, `/link/${req.params.token}`)
  return { link, page: { show: back, act: back, document: (_link, req, res) => sendFile(file, req, res) } }
}
