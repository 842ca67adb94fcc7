const s = (count: number, one: string, many: string) => (count > 1 ? many : one)

export const fr = {
  documents: 'Documents',
  noDocument: 'Aucun document ici pour le moment.',
  noDocumentHint: 'Les fichiers joints au dossier et à ce qui en dépend apparaîtront ici.',
  moreDocuments: 'Seuls les plus récents sont montrés.',
  preview: 'Aperçu',
  download: (name: string) => `Télécharger ${name}`,
  documentName: 'Document',
  kind: 'Nature',
  heldBy: 'Rattaché à',
  thisRecord: 'Ce dossier',
  size: 'Taille',
  date: 'Date',
  who: 'Déposé par',
  house: 'Préau',

  viewers: 'Qui voit ce dossier',
  viewersHelp:
    'Calculé à l’instant par les règles d’accès elles-mêmes : qui peut ouvrir ce dossier aujourd’hui, et pourquoi.',
  people: (n: number) => `${n.toLocaleString('fr-FR')} ${s(n, 'personne', 'personnes')}`,
  others: (n: number) => `et ${n.toLocaleString('fr-FR')} ${s(n, 'autre personne', 'autres personnes')}`,
  unnamed: 'Une personne hors de votre périmètre',
  hidden: 'Ne voit pas :',
  seesAll: 'Voit toutes les colonnes que vous voyez.',

  waitingFor: 'En attente de',
  since: (when: string) => `depuis ${when}`,
  today: 'depuis aujourd’hui',
  days: (n: number) => `${n} ${s(n, 'jour', 'jours')}`,
  after: (verb: string) => `après « ${verb} »`,
  yourTurn: 'C’est à vous',
  nobodyWaits: 'Rien n’est attendu de personne : dans cet état',
  steps: 'Qui peut faire quoi maintenant',
  automatic: 'Préau, de lui-même',
  nextStep: (text: string, when: string) => `${text} : le ${when}`,

  computed: 'Calculé par Préau',
  how: 'Comment ce chiffre est calculé',

  addTo: (what: string) => `Ajouter : ${what}`,
  editOne: (title: string) => `Modifier ${title}`,
  openList: 'Ouvrir la liste complète',
  emptyRelated: (many: string) => `Pas encore de « ${many} » ici`,
  emptyRelatedAdd: 'Ajoutez le premier : le lien avec ce dossier est déjà fait.',
  emptyRelatedWait: 'Ce qui s’y rattachera apparaîtra ici.',

  allVerbs: 'Toutes les actions',
  allPeople: 'Tout le monde',
  verb: 'Action',
  person: 'Personne',
  noneSuch: 'Rien de tel dans cet historique.',
  showDiff: 'Texte modifié',

  open: 'Ouvrir',
  peek: (title: string) => `Aperçu de ${title}`,

  print: 'Imprimer',
  printHelp: 'Voici le dossier tel qu’il sera imprimé.',
  back: 'Revenir au dossier',
  printed: (when: string, who: string) => `Imprimé le ${when} par ${who}`,
}
