import type { ModelName } from '../../../access/model.ts'
import { prisma, type Tx } from '../../../platform/db.ts'

type Row = Record<string, unknown> & { id: string }
export type Holding = { model: ModelName; rows: Row[] }

const FIND = { Student: (id: string) => ({ id }) } as const

/** Every record that is about a student, by noun: what an erasure empties, what a right of access hands over. */
const ABOUT: [ModelName, (student: Who) => object][] = [
  ['Student', ({ studentId }) => FIND.Student(studentId)],
  ['Person', ({ personId }) => ({ id: personId })],
  ['Account', ({ personId }) => ({ personId })],
  ['RoleAssignment', ({ personId }) => ({ personId })],
  ['ClubMember', ({ personId }) => ({ personId })],
  ...(
    ['Candidature', 'Preference', 'DeadlineExtension', 'AllocationResult', 'AllocationPin', 'Placement'] as const
  ).map((model): [ModelName, (student: Who) => object] => [model, ({ studentId }) => ({ studentId })]),
  ['Agreement', ofPlacement],
  ['AgreementVersion', (who) => ({ agreement: ofPlacement(who) })],
  [
    'Signatory',
    (who) => ({
      OR: [
        { personId: who.personId },
        { agreement: ofPlacement(who), capacity: { in: ['student', 'legal_representative'] } },
      ],
    }),
  ],
  ['Amendment', (who) => ({ agreement: ofPlacement(who) })],
  ...(
    [
      ...([
        'PresencePeriod',
        'Interruption',
        'LogbookEntry',
        'Deliverable',
        'TutorVisit',
        'Evaluation',
        'Defense',
      ] as const),
      ...(['FinalGrade', 'Certificate', 'SurveyAnswer', 'SupportingDocument', 'Waiver', 'Alert'] as const),
    ] as const
  ).map((model): [ModelName, (student: Who) => object] => [model, ofPlacement]),
  ['DeliverableVersion', (who) => ({ deliverable: ofPlacement(who) })],
  ['NotificationLog', (who) => ({ OR: [{ personId: who.personId }, ofPlacement(who)] })],
]

export type Who = { studentId: string; personId: string }

function ofPlacement({ studentId }: Who) {
  return { placement: { studentId } }
}

export async function holdingsOf(who: Who, tx: Tx = prisma()): Promise<Holding[]> {
  const found: Holding[] = []
  for (const [model, where] of ABOUT) found.push({ model, rows: await rowsOf(tx, model, where(who)) })
  return found
}

type Finder = { findMany(args: { where: object; orderBy: object }): Promise<Row[]> }

const rowsOf = (tx: Tx, model: ModelName, where: object): Promise<Row[]> =>
  (Reflect.get(tx, model.charAt(0).toLowerCase() + model.slice(1)) as Finder).findMany({
    where,
    orderBy: { id: 'asc' },
  })

/** Files that belong to those records, or that the student sent. */
export const filesOf = ({ personId }: Who, ids: string[], tx: Tx = prisma()) =>
  tx.storedFile.findMany({
    where: { erasedAt: null, OR: [{ ownerId: { in: ids } }, { uploadedById: personId }] },
    orderBy: { id: 'asc' },
  })

export const idsOf = (holdings: Holding[]): string[] => holdings.flatMap(({ rows }) => rows.map(({ id }) => id))
