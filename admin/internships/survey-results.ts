import type { SurveyResults } from '../../components/quality/state.ts'
import { resultsOf } from '../../src/domain/internships/survey-results.ts'
import { opened } from '../actions/read.ts'
import { mayJudge } from '../indicators/page.ts'
import { recordJson } from '../record.ts'
import { declareAction } from '../verbs.ts'

/** What a survey says as a whole, to those who may open it: never an answer alone, nothing at all under five. */
export function surveyResultsAction(): void {
  declareAction(
    {
      name: 'results',
      routes: ['record'],
      methods: ['GET'],
      right: mayJudge,
      tab: { label: { fr: 'Résultats', en: 'Results' }, component: 'SurveyPanel' },
      handle: async ({ model, row }) => {
        const survey = opened(row)
        const { n, asked, said } = await resultsOf(survey.id)
        const results: SurveyResults = { n, asked, rate: asked > 0 ? Math.round((100 * n) / asked) : null, said }
        return { record: recordJson(model, survey), results }
      },
    },
    ['Survey'],
  )
}
