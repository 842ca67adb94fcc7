import { models } from '../../src/access/model.ts'
import { activityPage } from '../activity/page.ts'
import { bulkActions } from '../bulk/actions.ts'
import { bulkPage } from '../bulk/page.ts'
import { calendarAction } from '../calendar/list.ts'
import { agendaPages } from '../calendar/pages.ts'
import { chartsPage } from '../charts/pages.ts'
import { cashPage } from '../clubs/cash.ts'
import { cashExports } from '../clubs/cash-export.ts'
import { clubPage } from '../clubs/club.ts'
import { clubsPage } from '../clubs/clubs.ts'
import { dutiesPage } from '../clubs/duties.ts'
import { handoverTab } from '../clubs/handover.ts'
import { liveAction } from '../clubs/live.ts'
import { clubRunTabs } from '../clubs/run-tabs.ts'
import { defensesPage } from '../defenses/page.ts'
import { exportActions } from '../export/actions.ts'
import { exportsPage } from '../export/page.ts'
import { importActions } from '../import/actions.ts'
import { indicatorsPage } from '../indicators/page.ts'
import { circuitAction } from '../internships/circuit.ts'
import { duplicatesPage } from '../internships/duplicates.ts'
import { erasureAction } from '../internships/erasure.ts'
import { fairnessAction } from '../internships/fairness.ts'
import { holidayAction } from '../internships/holiday.ts'
import { inForceAction } from '../internships/in-force.ts'
import { legalActions } from '../internships/legal.ts'
import { packAction } from '../internships/packs.ts'
import { portalAction } from '../internships/portal.ts'
import { qualityAction } from '../internships/quality.ts'
import { stateAtAction } from '../internships/state-at.ts'
import { surveyResultsAction } from '../internships/survey-results.ts'
import { templateAction } from '../internships/template.ts'
import { weekPage } from '../internships/week.ts'
import { weeksPage } from '../internships/weeks.ts'
import { wishesAction } from '../internships/wishes.ts'
import { languagePage } from '../language.ts'
import { morningPage } from '../morning/page.ts'
import { overseePages } from '../oversee/all.ts'
import { palettePage } from '../palette/page.ts'
import { reportAction } from '../report/action.ts'
import { seeActions } from '../see/all.ts'
import { duplicateAction } from '../undo/duplicate.ts'
import { revertAction } from '../undo/revert.ts'
import { trashPage } from '../undo/trash.ts'
import { declareAction } from '../verbs.ts'
import { viewsPage } from '../views/page.ts'
import { workPages } from '../work/all.ts'
import { declareVerbs } from './command.ts'
import { readActions } from './read.ts'
import { writeActions } from './write.ts'

let declared = false

/** What every model can do, what other rooms add, then what each life cycle adds: once per process. */
export function declareEverything(): void {
  if (declared) return
  declared = true
  for (const action of [...readActions, ...writeActions]) declareAction(action)
  exportActions()
  importActions()
  seeActions()
  bulkActions()
  bulkPage()
  exportsPage()
  languagePage()
  palettePage()
  viewsPage()
  overseePages()
  trashPage()
  revertAction()
  duplicateAction()
  legalActions()
  inForceAction()
  circuitAction()
  portalAction()
  packAction()
  wishesAction()
  fairnessAction()
  surveyResultsAction()
  reportAction()
  qualityAction()
  templateAction()
  stateAtAction()
  holidayAction()
  erasureAction()
  weekPage()
  liveAction()
  weeksPage()
  clubPage()
  dutiesPage()
  clubsPage()
  clubRunTabs()
  handoverTab()
  cashPage()
  cashExports()
  workPages()
  chartsPage()
  indicatorsPage()
  morningPage()
  defensesPage()
  duplicatesPage()
  agendaPages()
  activityPage()
  calendarAction()
  for (const model of models.filter((one) => !one.internal)) declareVerbs(model.name)
}
