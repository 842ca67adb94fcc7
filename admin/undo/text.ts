/** What the server says when something is taken back. The screens’ own words are in components/undo. */
const fr = {
  restored: (title: string, emptied: string) =>
    `« ${title} » est restauré.${emptied ? ` Laissé vide, car ce qui s’y trouvait n’existe plus : ${emptied}.` : ''}`,
  backTo: (when: string) => `retour à la version du ${when}`,
  cancelled: (when: string) => `annulation de la modification du ${when}`,
  reverted: 'C’est revenu à ce que c’était ; l’historique garde les deux.',
  nothingToRevert: 'Rien à changer : le dossier est déjà ainsi.',
}

type UndoText = typeof fr

const en: UndoText = {
  restored: (title, emptied) =>
    `“${title}” is restored.${emptied ? ` Left empty, because what was there no longer exists: ${emptied}.` : ''}`,
  backTo: (when) => `back to the version of ${when}`,
  cancelled: (when) => `the change of ${when} taken back`,
  reverted: 'It is back to what it was; the history keeps both.',
  nothingToRevert: 'Nothing to change: the record is already so.',
}

export const undoText = (locale: 'fr' | 'en'): UndoText => (locale === 'en' ? en : fr)
