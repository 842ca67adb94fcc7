const n = (count: number) => count.toLocaleString('fr-FR')
const s = (count: number, one: string, many: string) => (count > 1 ? many : one)
const records = (count: number) => `${n(count)} ${s(count, 'dossier', 'dossiers')}`

export const fr = {
  editTitle: (count: number) => `Modifier ${records(count)}`,
  editHelp: 'Choisissez les champs : chacun prendra la même valeur sur tous les dossiers.',
  addField: 'Ajouter un champ',
  chooseField: 'Choisir un champ…',
  removeField: (label: string) => `Ne pas modifier « ${label} »`,
  clear: 'Vider',
  cleared: 'Le champ sera vidé.',
  verbTitle: (label: string, count: number) => `${label} : ${records(count)}`,
  preview: 'Voir l’aperçu',
  previewing: 'Vérification de chaque dossier…',
  back: 'Revoir la saisie',
  cancel: 'Annuler',
  eligible: (count: number) => `${records(count)} ${s(count, 'sera traité', 'seront traités')}`,
  noneEligible: 'Aucun de ces dossiers ne peut être traité.',
  refused: (count: number) => `${records(count)} ${s(count, 'sera refusé', 'seront refusés')}`,
  same: (count: number) => `dont ${n(count)} ${s(count, 'a', 'ont')} déjà ${s(count, 'cette valeur', 'ces valeurs')}`,
  tried: (tried: number) =>
    `L’essai complet porte sur les ${n(tried)} premiers ; pour les suivants, seuls le droit et l’état sont vérifiés ici. Chacun le sera entièrement au moment de le traiter.`,
  differ: (label: string, count: number, total: number) =>
    count === 0
      ? `${label} : la même valeur partout déjà`
      : `${label} : ${n(count)} ${s(count, 'dossier a', 'dossiers ont')} aujourd’hui une autre valeur, sur ${n(total)}`,
  whichRefused: 'Lesquels, et pourquoi',
  whichAllowed: 'Les dossiers qui seront traités',
  andMore: (count: number) => `et ${n(count)} de plus`,
  mode: 'Si un dossier est refusé',
  each: 'Traiter ceux qui peuvent l’être',
  eachHelp: 'Le compte rendu dit lesquels ont été refusés, et pourquoi.',
  all: 'Tout ou rien',
  allHelp: 'Un seul refus, et aucun dossier n’est changé.',
  allTooMany: (most: number) => `Possible jusqu’à ${records(most)} : resserrez le filtre.`,
  confirm: (label: string, count: number) => `${label} (${records(count)})`,
  apply: 'Modifier',
  starting: 'En cours…',
  // The report
  title: (verb: string, many: string) => `${verb} : ${many.toLowerCase()}`,
  startedAt: 'Lancé le',
  finishedAt: 'Terminé le',
  reason: 'Motif',
  changed: 'Champs modifiés',
  total: 'Dossiers',
  done: 'Traités',
  alreadySo: 'dont déjà à jour',
  refusedCount: 'Refusés',
  left: 'Non traités',
  progress: (done: number, total: number) => `${n(done)} sur ${n(total)}`,
  leave: 'Vous pouvez quitter cette page : le travail continue, et un avis vous préviendra.',
  stop: 'Arrêter',
  stopHelp: 'Ce qui est déjà fait reste fait.',
  undone:
    'Tout ou rien : aucun dossier n’a été changé. Corrigez ceux qui suivent, ou relancez sur ceux qui peuvent l’être.',
  stopped: 'Arrêté à votre demande : ce qui est fait reste fait, le reste n’a pas été touché.',
  download: 'Télécharger les refus (CSV)',
  seeList: 'Revenir à la liste',
  record: 'Dossier',
  why: 'Motif du refus',
  report: 'Compte rendu',
}
