import { declareAction } from '../verbs.ts'
import { countsAction } from './counts.ts'
import { documentsAction } from './documents.ts'
import { glanceAction } from './glance.ts'
import { viewersAction } from './viewers.ts'
import { waitingAction } from './waiting.ts'

/** What the page of every record asks for, each part when somebody looks at it. */
export function seeActions(): void {
  for (const action of [countsAction, documentsAction, glanceAction, viewersAction, waitingAction])
    declareAction(action)
}
