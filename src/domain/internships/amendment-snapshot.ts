import type { Amendment } from '@prisma/client'
import { shownDay } from '../../kit/calendar.ts'
import { stateLabelOf } from '../../kit/enum-label.ts'
import type { Prisma, Tx } from '../../platform/db.ts'
import { settings } from '../../platform/settings.ts'
import type { Difference } from './amendment-values.ts'

/** The words of an amendment as they are printed: the parties of today, the old and the new. */
export async function amendmentSnapshot(
  tx: Tx,
  amendment: Amendment,
  changes: Difference[],
): Promise<Prisma.InputJsonObject> {
  const { placement, number, signedAt } = await tx.agreement.findUniqueOrThrow({
    where: { id: amendment.agreementId },
    include: { placement: { include: { company: true, student: { include: { person: true } } } } },
  })
  const school = await tx.setting.findUnique({ where: { key: 'school.name' } })
  return {
    school: school?.value ?? settings['school.name'].fallback,
    agreement: number ?? '',
    signedOn: signedAt ? shownDay(signedAt) : null,
    number: amendment.number ?? 1,
    kind: stateLabelOf('AmendmentKind', amendment.kind).fr,
    reason: amendment.kind === 'interruption' ? null : amendment.reason,
    effectiveOn: amendment.effectiveOn ? shownDay(amendment.effectiveOn) : null,
    student: `${placement.student.person.firstName} ${placement.student.person.lastName}`,
    company: placement.company.name,
    changes: changes.map(({ label, old, new: now }) => ({ label: label.fr, old, now })),
  }
}
