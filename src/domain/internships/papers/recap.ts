import type { Context } from '../../../access/actor.ts'
import type { ModelName } from '../../../access/model.ts'
import type { Row } from '../../../access/select.ts'
import type { Where } from '../../../access/where.ts'
import { stateLabelOf } from '../../../kit/enum-label.ts'
import type { Held } from '../../../kit/export/paper.ts'
import { renderPdf } from '../../../platform/pdf.ts'
import { render } from '../../../platform/render.ts'
import { every } from './every.ts'
import { dayOf, identityOf, numberOf, textOf } from './identity.ts'
import type { Printed } from './presence-sheet.ts'

/** An internship on one page, from the agreement to the grade: only what its reader may read on the screen. */
export async function recap(ctx: Context, placementId: string): Promise<Printed> {
  const { words, held } = await recapWords(ctx, placementId)
  const bytes = await renderPdf(render('documents/recap', words, 'fr'), {
    footer: `Récapitulatif de stage — ${words.student}`,
  })
  return { name: `recapitulatif-${words.matricule}.pdf`, bytes, held }
}

export async function recapWords(ctx: Context, placementId: string) {
  const { row, student, ...identity } = await identityOf(ctx, placementId)
  const held: Held[] = []
  const of = async (model: ModelName, column: string, where: Where = { placementId }) => {
    const rows = await every(ctx, model, { where, sort: OLDEST }, column)
    held.push(...rows.map(({ id }) => ({ model, id, column })))
    return rows
  }
  const agreements = (await of('Agreement', 'status')).filter((one) => one.values.number)
  const amendments = await of('Amendment', 'status', { agreement: { placementId } })
  const interruptions = await of('Interruption', 'startsOn')
  const visits = await of('TutorVisit', 'visitedOn')
  const deliverables = await of('Deliverable', 'status')
  const evaluations = await of('Evaluation', 'status')
  const defenses = await of('Defense', 'status')
  const [grade] = await of('FinalGrade', 'final')
  const words = {
    ...identity,
    student: student.name,
    status: label('PlacementStatus', row, 'status'),
    hours: { approved: numberOf(row, 'approvedHours') ?? '0', planned: numberOf(row, 'plannedHours') },
    agreements: agreements.map((one) => ({
      number: textOf(one, 'number'),
      status: label('AgreementStatus', one, 'status'),
    })),
    amendments: amendments.map((one) => ({
      ...{ number: numberOf(one, 'number'), kind: label('AmendmentKind', one, 'kind') },
      status: label('AmendmentStatus', one, 'status'),
    })),
    interruptions: interruptions.map((one) => ({ from: dayOf(one, 'startsOn'), until: dayOf(one, 'endsOn') })),
    visits: visits.map((one) => ({ on: dayOf(one, 'visitedOn'), mode: label('VisitMode', one, 'mode') })),
    deliverables: deliverables.map((one) => ({
      ...{
        kind: label('DeliverableKind', one, 'kind'),
        dueOn: dayOf(one, 'dueOn'),
        handedIn: dayOf(one, 'handedInAt'),
      },
      ...{ status: label('DeliverableStatus', one, 'status'), late: Number(one.values.daysLate ?? 0) },
      grade: numberOf(one, 'grade'),
    })),
    evaluations: evaluations.map((one) => ({
      ...{ kind: label('EvaluationKind', one, 'kind'), stage: label('EvaluationStage', one, 'stage') },
      ...{ status: label('EvaluationStatus', one, 'status'), grade: numberOf(one, 'grade') },
    })),
    defenses: defenses.map((one) => ({
      ...{ on: dayOf(one, 'startsAt'), status: label('DefenseStatus', one, 'status'), grade: numberOf(one, 'grade') },
    })),
    grade: grade ? gradeOf(grade) : null,
  }
  return { words, held }
}

const gradeOf = (row: Row) => ({
  ...{ company: numberOf(row, 'company'), report: numberOf(row, 'report'), defense: numberOf(row, 'defense') },
  ...{
    school: numberOf(row, 'school'),
    final: numberOf(row, 'final'),
    status: label('FinalGradeStatus', row, 'status'),
  },
  isValidated: row.values.isValidated === null || row.values.isValidated === undefined ? null : row.values.isValidated,
})

const label = (of: string, row: Row, name: string): string | null => {
  const value = textOf(row, name)
  return value && stateLabelOf(of, value).fr
}

const OLDEST = { field: 'id', direction: 'asc' } as const
