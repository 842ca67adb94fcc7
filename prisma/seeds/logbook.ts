import { type Line, saveWeek } from '../../src/domain/internships/logbook-week.ts'
import { asDay } from '../../src/kit/calendar.ts'
import type { Internship, Step } from './followed.ts'
import { placementOf } from './placements.ts'
import { act, type Stage } from './stage.ts'

/** How a logbook is kept and answered; `closed` are days after the first one when nobody comes. */
export type Keeping = {
  answers: 'all' | 'last week waits' | 'last week rejected'
  closed?: { from: number; until: number }
  /** Only so many weeks: the last ones, or the first */
  weeks?: number
  fromStart?: true
}

type Week = { monday: number; days: number[]; isWhole: boolean }

/** The weeks of an internship until yesterday: written on their Friday, answered on the Tuesday after. */
export function logbookActs(stage: Stage, internship: Internship, keeping: Keeping): Step[] {
  const all = weeksOf(internship, keeping)
  const kept = keeping.fromStart ? all.slice(0, keeping.weeks) : all.slice(-(keeping.weeks ?? all.length))
  const last = kept.findLast((week) => week.isWhole)
  return kept.flatMap((week, i) => {
    const written = write(stage, internship, week, i)
    if (!week.isWhole) return [written]
    if (week !== last || keeping.answers === 'all') return [written, answer(stage, internship, week, 'approveWeek')]
    return keeping.answers === 'last week waits'
      ? [written]
      : [
          written,
          answer(
            stage,
            internship,
            week,
            'rejectWeek',
            'Deux jours disent la même chose : précisez ce qui a été fait.',
          ),
        ]
  })
}

function weeksOf({ startsOn, endsOn }: Internship, { closed }: Keeping): Week[] {
  const weeks: Week[] = []
  for (let monday = startsOn; monday < 0 && monday <= endsOn; monday += 7) {
    const days = [0, 1, 2, 3, 4].map((n) => monday + n).filter((day) => day < 0 && !isClosed(day - startsOn, closed))
    if (days.length > 0) weeks.push({ monday, days, isWhole: monday + 4 < 0 })
  }
  return weeks
}

const isClosed = (day: number, closed: Keeping['closed']): boolean =>
  closed !== undefined && day >= closed.from && day <= closed.until

const write = (stage: Stage, { plan }: Internship, { days, isWhole }: Week, week: number): Step => ({
  day: days.at(-1) ?? 0,
  who: plan.candidature.student.actor,
  play: async (ctx) => {
    const hours = plan.candidature.offer.company.country === 'France' ? '7' : '8'
    const lines = days.map((day, i): Line => {
      const content = tasks[(week * 3 + i) % tasks.length] ?? ''
      return { day: asDay(stage.day(day)), hours, content, isAbsent: false }
    })
    await saveWeek(ctx, await placementOf(plan), lines, { submit: isWhole })
  },
})

const answer = (stage: Stage, { plan }: Internship, { monday }: Week, verb: string, reason?: string): Step => ({
  day: Math.min(monday + 8, -1),
  who: plan.candidature.offer.company.actor,
  play: async (ctx) => act(ctx, 'Placement', verb, await placementOf(plan), { week: asDay(stage.day(monday)) }, reason),
})

const tasks = [
  'Lecture du cahier des charges et des fichiers reçus.',
  'Réunion de lancement avec l’équipe, partage du calendrier.',
  'Nettoyage des données : doublons et valeurs manquantes.',
  'Écriture des règles de contrôle et premiers essais.',
  'Point hebdomadaire, corrections demandées par le tuteur.',
  'Exploration des variables, premiers graphiques.',
  'Rédaction de la note méthodologique.',
  'Entretiens avec deux utilisateurs du service.',
  'Comparaison de deux modèles, tableau des résultats.',
  'Mise en forme du tableau de bord.',
  'Présentation intermédiaire à l’équipe.',
]
