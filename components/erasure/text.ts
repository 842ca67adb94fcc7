import type { Locale } from '../state.ts'

export const fr = {
  before: 'Rien n’est encore effacé. Voici ce que « Effacer définitivement » touchera :',
  after: 'L’effacement est fait. Voici ce qui reste, sans nom ni texte :',
  noun: 'Sujet',
  records: 'Dossiers',
  emptied: 'dont des textes à effacer',
  files: (count: number, size: string) =>
    `${count} ${count > 1 ? 'fichiers supprimés' : 'fichier supprimé'} du disque (${size}).`,
  events: (count: number) =>
    `${count} ${count > 1 ? 'événements gardent' : 'événement garde'} leur date, leur auteur et leur état, sans les textes.`,
  mails: (count: number) =>
    `${count} ${count > 1 ? 'courriels vidés' : 'courriel vidé'} de leur objet et de leur texte.`,
  stays:
    'Restent : dates, heures, notes, états, entreprise, numéro et empreinte des conventions. Les indicateurs ne changent pas.',
}

type Words = typeof fr

export const en: Words = {
  before: 'Nothing is erased yet. Here is what “Erase for good” will touch:',
  after: 'The erasure is done. Here is what is left, without name nor text:',
  noun: 'Subject',
  records: 'Records',
  emptied: 'of which with texts to erase',
  files: (count, size) => `${count} file${count === 1 ? '' : 's'} removed from the disk (${size}).`,
  events: (count) =>
    `${count} event${count === 1 ? ' keeps its' : 's keep their'} date, author and state, without the texts.`,
  mails: (count) => `${count} mail${count === 1 ? '' : 's'} emptied of subject and text.`,
  stays:
    'What stays: dates, hours, grades, states, company, number and fingerprint of agreements. Indicators do not change.',
}

export const erasureWords = (locale: Locale): Words => (locale === 'en' ? en : fr)
