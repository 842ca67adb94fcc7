/** What the server itself says on the desk. The screens’ own wording is in components/text. */
const fr = {
  notices: {
    created: 'C’est créé.',
    updated: 'Les modifications sont enregistrées.',
    deleted: 'C’est supprimé.',
    done: 'C’est fait.',
    doneOnMany: (n: number) => (n > 1 ? `C’est fait pour ${n} dossiers.` : 'C’est fait pour un dossier.'),
  },
  verbs: {
    create: 'Création',
    update: 'Modification',
    delete: 'Suppression',
    import: 'Import',
    export: 'Export',
    chooseLanguage: 'Choix de la langue',
    acceptInvitation: 'Ouverture du compte',
    requestReset: 'Mot de passe oublié',
    changePassword: 'Nouveau mot de passe',
    enrolSecondFactor: 'Second facteur activé',
    useRecoveryCode: 'Code de secours utilisé',
    freeze: 'Document figé',
  },
  groups: {
    internships: 'Stages',
    clubs: 'Clubs',
    people: 'Personnes',
    references: 'Référentiels',
    system: 'Système',
    reporting: 'Pilotage',
  },
  automatic: 'Automatique',
  otherVerb: 'Autre opération',
  otherNoun: 'Dossier',
  home: 'Accueil',
  title: 'Préau',
  noScript: 'Préau a besoin de JavaScript : activez-le dans votre navigateur, puis rechargez la page.',
}

type DeskText = typeof fr

const en: DeskText = {
  notices: {
    created: 'Created.',
    updated: 'Your changes are saved.',
    deleted: 'Deleted.',
    done: 'Done.',
    doneOnMany: (n: number) => (n > 1 ? `Done for ${n} records.` : 'Done for one record.'),
  },
  verbs: {
    create: 'Created',
    update: 'Changed',
    delete: 'Deleted',
    import: 'Import',
    export: 'Export',
    chooseLanguage: 'Language chosen',
    acceptInvitation: 'Account opened',
    requestReset: 'Password forgotten',
    changePassword: 'New password',
    enrolSecondFactor: 'Second factor set up',
    useRecoveryCode: 'Recovery code used',
    freeze: 'Document frozen',
  },
  groups: {
    internships: 'Internships',
    clubs: 'Clubs',
    people: 'People',
    references: 'References',
    system: 'System',
    reporting: 'Reporting',
  },
  automatic: 'Automatic',
  otherVerb: 'Other operation',
  otherNoun: 'Record',
  home: 'Home',
  title: 'Préau',
  noScript: 'Préau needs JavaScript: switch it on in your browser, then reload the page.',
}

export const deskText = (locale: 'fr' | 'en'): DeskText => (locale === 'en' ? en : fr)
export const deskTexts = { fr, en }
