import type { Indicator } from '../../../kit/indicator.ts'
import { config } from '../../../platform/config.ts'
import { nps } from './nps.ts'
import { byPlacement, named, through } from './within.ts'

/** The figures the school is judged by, each as it is defined in words. */
export const indicators: Indicator[] = [
  {
    name: 'placementRate',
    title: { fr: 'Taux de placement', en: 'Placement rate' },
    definition: {
      fr: 'Étudiants dont une affectation est confirmée (ou plus avancée), sur les étudiants des promotions appelées par la campagne. Les étudiants partis et les dispensés de stage ne comptent pas ; une affectation annulée, un stage rompu ou non effectué ne place personne.',
      en: 'Students with a confirmed placement (or further), over the students of the cohorts called by the campaign. Students who left and those exempted do not count; a cancelled placement, an internship broken off or not carried out places nobody.',
    },
    kind: 'share',
    unit: { fr: '%', en: '%' },
    decimals: 1,
    model: 'Student',
    of: { fr: 'étudiants concernés', en: 'students concerned' },
    rows: (selection) => ({
      'calledBy~~is': named(selection),
      'status~~in': 'enrolled,on_leave,graduated',
      isExempted: 'false',
      ...(selection.programme ? { 'cohort.programmeId': selection.programme } : {}),
    }),
    parts: (selection) => [
      { label: { fr: 'placés', en: 'placed' }, tone: 'green', filters: { 'placedIn~~is': named(selection) } },
    ],
    by: { programme: 'cohort.programme', cohort: 'cohort' },
    empty: {
      fr: 'Aucun étudiant appelé : ajoutez les promotions à la campagne.',
      en: 'No student called: add the cohorts to the campaign.',
    },
  },
  {
    name: 'timeToPlacement',
    title: { fr: 'Délai de placement', en: 'Time to placement' },
    definition: {
      fr: 'Jours entre l’ouverture des candidatures de la campagne et la confirmation de l’affectation : moyenne, et médiane (la moitié des étudiants a attendu moins). Les affectations annulées ne comptent pas.',
      en: 'Days from the opening of applications to the confirmation of the placement: mean, and median (half of the students waited less). Cancelled placements do not count.',
    },
    kind: 'mean',
    unit: { fr: 'jours', en: 'days' },
    decimals: 1,
    model: 'Placement',
    of: { fr: 'affectations confirmées', en: 'placements confirmed' },
    rows: through('', {
      'status~~in': 'confirmed,ready,ongoing,suspended,finished,closed,broken,not_done',
      'confirmedAt~~empty': 'false',
      'campaign.opensOn~~empty': 'false',
    }),
    measure: { from: 'campaign.opensOn', to: 'confirmedAt', zone: config.schoolTz },
    by: byPlacement(''),
    empty: {
      fr: 'Aucune affectation confirmée pour l’instant : confirmez celles qui sont prévalidées.',
      en: 'No placement confirmed yet: confirm those that are prevalidated.',
    },
  },
  {
    name: 'deliverablesOnTime',
    title: { fr: 'Livrables à l’heure', en: 'Deliverables on time' },
    definition: {
      fr: 'Livrables dont le premier dépôt est arrivé avant la fin du jour d’échéance, sur les livrables déposés ou dont l’échéance est passée. Un livrable manquant compte contre ; un livrable dispensé ne compte pas.',
      en: 'Deliverables first handed in before the end of their day, over those handed in or past their deadline. A missing one counts against; an exempted one does not count.',
    },
    kind: 'share',
    unit: { fr: '%', en: '%' },
    decimals: 1,
    model: 'Deliverable',
    of: { fr: 'livrables échus ou déposés', en: 'deliverables due or handed in' },
    rows: through('placement.', {
      'status~~in': 'handed_in,late,handed_in_late,reviewing,approved,to_redo,rejected,missing',
    }),
    parts: () => [
      {
        label: { fr: 'à l’heure', en: 'on time' },
        tone: 'green',
        filters: { 'handedInAt~~empty': 'false', daysLate: '0' },
      },
    ],
    by: byPlacement('placement.'),
    empty: {
      fr: 'Aucune échéance passée : les premiers livrables ne sont pas encore dus.',
      en: 'No deadline has passed: the first deliverables are not due yet.',
    },
  },
  {
    name: 'meanGrade',
    title: { fr: 'Note moyenne', en: 'Mean grade' },
    definition: {
      fr: 'Moyenne et médiane des notes finales publiées (ou rectifiées), sur 20. Une note incomplète ou non publiée n’y entre pas.',
      en: 'Mean and median of the final grades published (or corrected), out of 20. An incomplete or unpublished grade is left out.',
    },
    kind: 'mean',
    unit: { fr: '/ 20', en: '/ 20' },
    decimals: 2,
    model: 'FinalGrade',
    of: { fr: 'notes publiées', en: 'grades published' },
    rows: through('placement.', { 'status~~in': 'published,corrected', 'final~~empty': 'false' }),
    measure: { column: 'final' },
    by: byPlacement('placement.'),
    empty: { fr: 'Aucune note publiée pour l’instant.', en: 'No grade published yet.' },
  },
  nps('students', { fr: 'Satisfaction des étudiants (NPS)', en: 'Student satisfaction (NPS)' }),
  nps('companies', { fr: 'Satisfaction des entreprises (NPS)', en: 'Company satisfaction (NPS)' }),
]
