import { randomUUID } from 'node:crypto'
import { loadActor } from '../../src/access/actor.ts'
import { freezeAgreement } from '../../src/domain/internships/agreement-document.ts'
import { freezeAmendment } from '../../src/domain/internships/amendment-document.ts'
import { removeErasedBytes } from '../../src/domain/internships/retention/erase.ts'
import { makePreview } from '../../src/domain/internships/templates/preview.ts'
import { now } from '../../src/platform/clock.ts'
import { handle } from '../../src/platform/queue.ts'

/** Prints the document of an approved agreement, once and for ever. */
export function agreementJobs(): void {
  handle('amendment.freeze', ({ amendmentId }) => freezeAmendment(String(amendmentId)), { expireInSeconds: 120 })
  handle('template.preview', ({ personId, accountId, turn }) =>
    preview(String(accountId), String(personId), String(turn)),
  )
  handle('retention.bytes', ({ erasureId }) => removeErasedBytes(String(erasureId)))
  handle('agreement.freeze', ({ agreementId }) => freezeAgreement(String(agreementId)), { expireInSeconds: 120 })
}

/** With the rights that whoever writes has now. */
async function preview(accountId: string, personId: string, turn: string): Promise<void> {
  const actor = await loadActor(accountId)
  if (!actor) return
  await makePreview({ actor, now: now(), requestId: randomUUID(), ip: null, readOnly: false }, personId, turn)
}
