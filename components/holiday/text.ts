import type { Locale } from '../state.ts'

export const fr = {
  moveHelp: 'Essayez une autre date pour ce jour férié : rien n’est enregistré.',
  addHelp: 'Essayez d’ajouter un jour férié à ce calendrier : rien n’est enregistré.',
  day: 'Nouvelle date',
  name: 'Nom du jour férié',
  see: 'Voir l’effet',
  none: (country: string) => `Aucun stage en cours ou à venir (${country}) ne change d’heures.`,
  some: (count: number) => `${count} ${count > 1 ? 'stages changeraient' : 'stage changerait'} d’heures prévues :`,
  placement: 'Affectation',
  old: 'Heures prévues',
  next: 'avec la nouvelle date',
  cap: 'Durée légale atteinte le',
  capNext: 'avec la nouvelle date',
  signed: 'Convention signée : elle ne change pas',
  save: 'Enregistrer cette date',
  add: 'Ajouter ce jour férié',
  after:
    'Après l’enregistrement, les heures prévues sont recalculées et le service des stages est prévenu ; aucun document signé ne change.',
}

type Words = typeof fr

export const en: Words = {
  moveHelp: 'Try another day for this holiday: nothing is saved.',
  addHelp: 'Try to add a holiday to this calendar: nothing is saved.',
  day: 'New day',
  name: 'Name of the holiday',
  see: 'See the effect',
  none: (country) => `No internship under way or to come (${country}) changes its hours.`,
  some: (count) => `${count} internship${count === 1 ? '' : 's'} would change planned hours:`,
  placement: 'Placement',
  old: 'Planned hours',
  next: 'with the new day',
  cap: 'Legal length reached on',
  capNext: 'with the new day',
  signed: 'Signed agreement: it does not change',
  save: 'Save this day',
  add: 'Add this holiday',
  after: 'Once saved, planned hours are counted again and the internship office is told; no signed document changes.',
}

export const holidayWords = (locale: Locale): Words => (locale === 'en' ? en : fr)
