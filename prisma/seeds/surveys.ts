import { cast } from './cast.ts'
import type { PlacementPlan } from './placements.ts'
import { type Act, act, create, type Who } from './stage.ts'

const questions = {
  students: 'Recommanderiez-vous ce stage à un camarade ?',
  companies: 'Recommanderiez-vous nos étudiants à une autre entreprise ?',
}

// Score and words, in the order of those who answer
const opinions: Record<keyof typeof questions, [number, string][]> = {
  students: [
    [9, 'Une équipe disponible et une vraie mission.'],
    [10, 'J’ai été associé à toutes les réunions.'],
    [8, 'Bon encadrement ; le matériel est arrivé tard.'],
    [9, 'Sujet passionnant, je recommande.'],
    [6, 'Trop de saisie, pas assez d’analyse.'],
    [7, 'Bon stage, un peu court.'],
  ],
  companies: [
    [10, 'Autonome dès la deuxième semaine.'],
    [9, 'Très bonne formation en statistique.'],
    [8, 'À l’aise à l’oral, moins à l’écrit.'],
    [9, 'Nous lui avons proposé un contrat.'],
    [7, 'Quelques retards au début, vite corrigés.'],
    [5, 'Le niveau en programmation nous a surpris.'],
  ],
}

/** Two surveys of a campaign, opened on this day; those who answer do so in the days after. */
export const surveyActs = (campaignId: string, day: number, answering: PlacementPlan[]): Act[] =>
  (['students', 'companies'] as const).flatMap((audience) => {
    const survey = { id: '' }
    const opens: Act = {
      ...{ day, lane: `${campaignId} ${audience}`, who: cast.officer.email },
      play: async (ctx) => {
        const name = audience === 'students' ? 'Satisfaction des étudiants' : 'Satisfaction des entreprises'
        survey.id = await create(ctx, 'Survey', { name, campaignId, audience, question: questions[audience] })
        await act(ctx, 'Survey', 'open', survey.id)
      },
    }
    return [opens, ...answering.map((plan, i) => answer(plan, i))]

    function answer({ candidature }: PlacementPlan, i: number): Act {
      const [score, comment] = opinions[audience][i % opinions[audience].length] ?? [8, '']
      const who: Who = audience === 'students' ? candidature.student.actor : candidature.offer.company.actor
      const lane = `${campaignId} ${audience}`
      return { day: day + 2 + i, lane, who, play: (ctx) => act(ctx, 'Survey', 'answer', survey.id, { score, comment }) }
    }
  })
