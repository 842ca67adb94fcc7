import { freezeAgreement } from '../../src/domain/internships/agreement-document.ts'
import { freezeAmendment } from '../../src/domain/internships/amendment-document.ts'
import { handle } from '../../src/platform/queue.ts'

/** Prints the document of an approved agreement, once and for ever. */
export function agreementJobs(): void {
  handle('amendment.freeze', ({ amendmentId }) => freezeAmendment(String(amendmentId)), { expireInSeconds: 120 })
  handle('agreement.freeze', ({ agreementId }) => freezeAgreement(String(agreementId)), { expireInSeconds: 120 })
}
