import type { Locale } from '../state.ts'

const fr = {
  outcomes: {
    ok: 'Respecté',
    warning: 'À surveiller',
    blocked: 'Bloquant',
    waived: 'Dérogation',
    unknown: 'À compléter',
  },
  profile: (name: string) => `Règles appliquées : ${name}.`,
  noProfile: 'L’école ne tient pas de règles pour ce pays : seules les règles de la campagne sont vérifiées.',
  presence: (days: number, hours: string, shown: string) => `${days} jours de présence, ${hours} h, soit ${shown}.`,
  noPresence: 'La durée se calculera dès que les dates et les heures par semaine seront connues.',
  state: 'Résultat',
  rule: 'Règle',
  value: 'Ici',
  limit: 'Limite',
  source: 'Texte',
  waive: 'Déroger',
  waivedBy: (by: string | null, until: string | null, reason: string) =>
    `Accordée${by ? ` par ${by}` : ''}${until ? ` jusqu’au ${until}` : ''} : ${reason}`,
  whatIf: 'Et si… ?',
  whatIfHelp: 'Essayez d’autres valeurs : rien n’est enregistré.',
  simulate: 'Simuler',
  back: 'Revenir aux valeurs du dossier',
  simulated: 'Simulation : ces résultats ne sont pas ceux du dossier.',
}

type Words = typeof fr

const en: Words = {
  outcomes: { ok: 'Respected', warning: 'To watch', blocked: 'Blocking', waived: 'Waived', unknown: 'Incomplete' },
  profile: (name) => `Rules applied: ${name}.`,
  noProfile: 'The school keeps no rules for this country: only those of the campaign are checked.',
  presence: (days, hours) => `${days} days of presence, ${hours} h.`,
  noPresence: 'The duration is worked out as soon as the dates and the weekly hours are known.',
  state: 'Result',
  rule: 'Rule',
  value: 'Here',
  limit: 'Limit',
  source: 'Text',
  waive: 'Waive',
  waivedBy: (by, until, reason) => `Granted${by ? ` by ${by}` : ''}${until ? ` until ${until}` : ''}: ${reason}`,
  whatIf: 'What if…?',
  whatIfHelp: 'Try other values: nothing is saved.',
  simulate: 'Simulate',
  back: 'Back to the values on file',
  simulated: 'Simulation: these results are not those on file.',
}

export const internshipWords = (locale: Locale): Words => (locale === 'en' ? en : fr)
