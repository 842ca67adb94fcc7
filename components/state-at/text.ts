import type { Locale } from '../state.ts'

export const fr = {
  help: 'Retrouvez ce que l’école savait un jour donné : chaque dossier est ramené en arrière à travers tout ce qui a été fait depuis.',
  day: 'À la fin du',
  see: 'Voir l’état à cette date',
  nothing: 'Rien n’existait encore ce jour-là.',
  same: 'inchangé depuis',
  changed: 'a changé depuis',
  fact: 'Rubrique',
  past: 'Ce jour-là',
  now: 'Aujourd’hui',
  all: 'Montrer aussi ce qui n’a pas changé',
  pack: 'Pour un litige, demandez le « Dossier complet » depuis l’affectation : événements, documents avec empreintes et preuves d’envoi.',
}

type Words = typeof fr

export const en: Words = {
  help: 'Find out what the school knew on a given day: each record is walked back through everything done since.',
  day: 'At the end of',
  see: 'See the state on that day',
  nothing: 'Nothing existed yet on that day.',
  same: 'unchanged since',
  changed: 'has changed since',
  fact: 'Heading',
  past: 'On that day',
  now: 'Today',
  all: 'Show what has not changed too',
  pack: 'For a dispute, ask for the “Complete file” from the placement: events, documents with fingerprints and proofs of sending.',
}

export const stateAtWords = (locale: Locale): Words => (locale === 'en' ? en : fr)
