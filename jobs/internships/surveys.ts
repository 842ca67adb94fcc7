import type { Event } from '@prisma/client'
import { pendingOf } from '../../src/domain/internships/survey-answer.ts'
import { transaction } from '../../src/platform/db.ts'
import { personById } from './people.ts'
import { tellOne } from './tell.ts'

const ASKED = {
  open: { fr: 'Votre avis sur le stage : « {survey} »', en: 'Your opinion on the internship: “{survey}”' },
  remind: { fr: 'Rappel — votre avis sur le stage', en: 'Reminder — your opinion on the internship' },
}

/** Everybody who has not answered gets the page where they do, each their own; whoever answered hears nothing more. */
export const tellSurvey =
  (verb: keyof typeof ASKED) =>
  async (event: Event): Promise<void> => {
    for (const { personId, token } of await pendingOf(event.recordId, event.at))
      await transaction(async (tx) => {
        const survey = await tx.survey.findUniqueOrThrow({ where: { id: event.recordId } })
        const words = { survey: survey.name, question: survey.question, closesOn: survey.closesOn }
        for (const who of await personById(tx, personId))
          await tellOne(tx, event, { mail: true, notice: ASKED[verb] }, who, words, `/survey/${token}`)
      })
  }
