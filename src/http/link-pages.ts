import type { LinkPurpose } from '@prisma/client'
import type { LinkPage } from './link.ts'
import { checkPage } from './link-check.ts'
import { evaluatePage } from './link-evaluate.ts'
import { portalPage } from './link-portal.ts'
import { signPage } from './link-sign.ts'

/** What each purpose of a link opens. */
export const linkPages: Record<LinkPurpose, LinkPage> = {
  sign: signPage,
  check: checkPage,
  evaluate: evaluatePage,
  portal: portalPage,
}
