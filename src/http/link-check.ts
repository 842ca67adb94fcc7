import {
  type CheckedFacts,
  checkByLink,
  factsBehind,
  requestChangesByLink,
} from '../domain/internships/check-by-link.ts'
import { looking } from '../platform/db.ts'
import { backOf, type LinkPage } from './link.ts'
import { sendPage } from './page.ts'

/** The company reads what the agreement says of it and of the internship, and confirms it or says what is wrong. */
export const checkPage: LinkPage = {
  show: async (link, req, res, problem = '') => {
    const facts: CheckedFacts | null = await looking((tx) => factsBehind(tx, link))
    if (!facts) return sendPage(req, res.status(404), 'link-dead', {})
    const lines = facts.lines.map(({ label, value }) => ({ label: label[res.locals.locale], value }))
    await sendPage(req, res, 'link-check', { ...facts, lines, problem, back: backOf(req) })
  },
  act: async (link, req, res, ctx) => {
    const { does, reason } = req.fields ?? {}
    if (does === 'wrong') await requestChangesByLink(ctx, link, String(reason ?? ''))
    else await checkByLink(ctx, link)
    res.redirect(303, req.path)
  },
}
