import { behind, refuseByLink, signByLink } from '../domain/internships/sign-by-link.ts'
import { shownInstant } from '../kit/calendar.ts'
import { stateLabelOf } from '../kit/enum-label.ts'
import { looking } from '../platform/db.ts'
import { backOf, type LinkPage } from './link.ts'
import { sendFile } from './link-file.ts'
import { sendPage } from './page.ts'

/** Signing without an account: what is signed, by whom, whose turn it is; one box, one button, or a refusal with its reason. */
export const signPage: LinkPage = {
  show: async (link, req, res, problem = '') => {
    const found = await looking((tx) => behind(tx, link))
    if (!found) return sendPage(req, res.status(404), 'link-dead', {})
    const { line, agreement, document, lines, noun } = found
    const { student, company } = agreement.placement
    const { locale } = res.locals
    const before = lines.find((one) => one.status === 'turn')
    await sendPage(req, res, 'link-sign', {
      ...{
        problem,
        back: backOf(req),
        amendment: noun === 'Amendment',
        number: agreement.number ?? '',
        version: document.number,
      },
      ...{ name: line.name, capacity: stateLabelOf('SignatoryCapacity', line.capacity)[locale] },
      ...{ student: `${student.person.firstName} ${student.person.lastName}`, company: company.name },
      ...{ sha256: document.sha256, short: document.sha256.slice(0, 16), document: `${req.path}/document` },
      ...{
        open: found.underWay && line.status === 'turn' && line.method !== 'paper',
        signed: line.status === 'signed',
      },
      ...{ refused: line.status === 'refused', waiting: found.underWay && line.status === 'waiting' },
      ...{ signedAt: line.signedAt ? shownInstant(line.signedAt) : '', before: before?.name ?? '' },
      ...{ done: lines.filter((one) => one.status === 'signed').length, total: lines.length },
      lines: lines.map((one) => ({
        ...{ name: one.name, capacity: stateLabelOf('SignatoryCapacity', one.capacity)[locale] },
        ...{ state: stateLabelOf('SignatoryStatus', one.status)[locale], good: one.status === 'signed' },
      })),
    })
  },
  act: async (link, req, res, ctx) => {
    const { does, read, sha256, reason } = req.fields ?? {}
    if (does === 'refuse') await refuseByLink(ctx, link, String(reason ?? ''))
    else await signByLink(ctx, link, { read: read ?? false, sha256: String(sha256 ?? '') })
    // The page shown again by a reload must be one that was looked at, not one that was sent
    res.redirect(303, req.path)
  },
  document: async (link, req, res) => {
    const found = await looking((tx) => behind(tx, link))
    await sendFile(found?.document.file, req, res)
  },
}
