import type { ModelName } from '../../../access/model.ts'
import { prisma } from '../../../platform/db.ts'

type Row = Record<string, unknown> & { id: string }
export type Part = { model: ModelName; rows: Row[] }

const ofPlacement = (placementId: string) => ({ placementId })
const ofAgreement = (placementId: string) => ({ agreement: { placementId } })

/** What makes the file of one internship, from the candidature to the grade. */
const PARTS: [ModelName, (placementId: string) => object][] = [
  ['Placement', (id) => ({ id })],
  ['Candidature', (id) => ({ placement: { id } })],
  ['Agreement', ofPlacement],
  ['AgreementVersion', ofAgreement],
  ['Signatory', ofAgreement],
  ['Amendment', ofAgreement],
  ...(
    ['PresencePeriod', 'Interruption', 'LogbookEntry', 'Deliverable', 'TutorVisit', 'Evaluation', 'Defense'] as const
  ).map((model): [ModelName, (id: string) => object] => [model, ofPlacement]),
  ['DeliverableVersion', (placementId) => ({ deliverable: { placementId } })],
  ...(['FinalGrade', 'Certificate', 'SupportingDocument', 'Waiver', 'Alert'] as const).map(
    (model): [ModelName, (id: string) => object] => [model, ofPlacement],
  ),
]

type Finder = { findMany(args: { where: object; orderBy: object }): Promise<Row[]> }

export async function partsOf(placementId: string): Promise<Part[]> {
  const parts: Part[] = []
  for (const [model, where] of PARTS) {
    const delegate = Reflect.get(prisma(), model.charAt(0).toLowerCase() + model.slice(1)) as Finder
    parts.push({ model, rows: await delegate.findMany({ where: where(placementId), orderBy: { id: 'asc' } }) })
  }
  return parts
}
