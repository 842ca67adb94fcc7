import type { LinkPurpose } from '@prisma/client'
import type { LinkPage } from './link.ts'
import { checkPage } from './link-check.ts'
import { signPage } from './link-sign.ts'
import { sendPage } from './page.ts'

const nothing: LinkPage = {
  show: (_link, req, res) => sendPage(req, res.status(404), 'link-dead', {}),
  act: (_link, req, res) => sendPage(req, res.status(404), 'link-dead', {}),
}

/** What each purpose of a link opens; a purpose that has no page yet opens the page of a dead link. */
export const linkPages: Record<LinkPurpose, LinkPage> = {
  sign: signPage,
  check: checkPage,
  evaluate: nothing,
  portal: nothing,
}
