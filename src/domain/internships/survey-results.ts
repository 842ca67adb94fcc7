import { sha256 } from '../../platform/crypto.ts'
import { looking } from '../../platform/db.ts'
import { LEAST_ANSWERS } from './anonymity.ts'
import { askedBy } from './survey-answer.ts'

export type Results = {
  /** How many answered, out of how many asked: who answered is never said */
  n: number
  asked: number
  /** Null while too few answered */
  said: { nps: number; promoters: number; passives: number; detractors: number; comments: string[] } | null
}

/** What a survey says as a whole. Comments come without their author, their score, their day, and in no order of time. */
export const resultsOf = (surveyId: string): Promise<Results> =>
  looking(async (tx) => {
    const survey = await tx.survey.findUniqueOrThrow({ where: { id: surveyId } })
    const asked = (await askedBy(tx, survey)).size
    const answers = await tx.surveyAnswer.findMany({ where: { surveyId }, select: { score: true, comment: true } })
    const n = answers.length
    const among = (from: number, to: number) => answers.filter(({ score }) => score >= from && score <= to).length
    const [promoters, passives, detractors] = [among(9, 10), among(7, 8), among(0, 6)]
    const comments = answers.flatMap(({ comment }) => comment ?? []).toSorted(byNothing)
    return {
      ...{ n, asked: Math.max(asked, n) },
      said:
        n < LEAST_ANSWERS
          ? null
          : { nps: Math.round((100 * (promoters - detractors)) / n), promoters, passives, detractors, comments },
    }
  })

/** The same order at each look, which follows neither time nor the alphabet. */
const byNothing = (a: string, b: string): number => sha256(a).localeCompare(sha256(b))
