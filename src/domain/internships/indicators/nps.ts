import type { Part } from '../../../kit/chart.ts'
import type { Indicator } from '../../../kit/indicator.ts'
import { LEAST_ANSWERS } from '../anonymity.ts'
import { byPlacement, through } from './within.ts'

export function nps(audience: 'students' | 'companies', title: Indicator['title']): Indicator {
  return {
    name: audience === 'students' ? 'studentNps' : 'companyNps',
    title,
    definition: {
      fr: 'Part des notes 9 et 10 (promoteurs) moins part des notes 0 à 6 (détracteurs), de −100 à +100 ; 7 et 8 sont neutres. Le taux de réponse rapporte les réponses aux stages confirmés dont la campagne a une enquête. Les réponses sont anonymes : elles n’ouvrent aucune liste, et moins de 5 sont masquées, avec le détail dont elles feraient partie.',
      en: 'Share of 9 and 10 (promoters) less share of 0 to 6 (detractors), from −100 to +100; 7 and 8 are neutral. The response rate compares the answers with the internships confirmed whose campaign has a survey. Answers are anonymous: they open no list, and fewer than 5 are hidden, with the details they would be part of.',
    },
    kind: 'nps',
    unit: { fr: 'NPS', en: 'NPS' },
    decimals: 0,
    model: 'SurveyAnswer',
    of: { fr: 'réponses', en: 'answers' },
    rows: through('placement.', { 'survey.audience': audience }),
    parts: (): Part[] => [
      { label: { fr: 'promoteurs', en: 'promoters' }, tone: 'green', filters: { 'score~~from': '9' } },
      { label: { fr: 'neutres', en: 'passives' }, tone: 'grey', filters: { 'score~~between': '7..8' } },
      { label: { fr: 'détracteurs', en: 'detractors' }, tone: 'red', filters: { 'score~~to': '6' } },
    ],
    by: byPlacement('placement.'),
    least: LEAST_ANSWERS,
    anonymous: { campaigns: (ids) => ({ placement: { campaignId: { in: ids } } }) },
    asked: {
      model: 'Placement',
      rows: through('', {
        'status~~in': 'confirmed,ready,ongoing,suspended,finished,closed,broken',
        'campaign.surveys.audience': audience,
      }),
    },
    empty: {
      fr: 'Aucune réponse pour l’instant : ouvrez une enquête sur la campagne.',
      en: 'No answer yet: open a survey on the campaign.',
    },
  }
}
