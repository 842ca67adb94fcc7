import type { ModelName } from '../../src/access/model.ts'
import type { Text } from '../../src/platform/catalogue.ts'

const said = (fr: string, en: string): Text => ({ fr, en })

/** What is signed, agreements and amendments alike. */
const circuit = {
  sendToSign: said('a envoyé à la signature {}', 'sent {} to be signed'),
  sign: said('a signé {}', 'signed {}'),
  recordPaper: said('a enregistré des signatures papier pour {}', 'recorded signatures on paper for {}'),
  refuseSignature: said('a refusé de signer {}', 'refused to sign {}'),
  recall: said('a rappelé {}', 'recalled {}'),
  conclude: said('a constaté toutes les signatures pour {}', 'noted every signature of {}'),
}

/** Papers, weeks and evaluations, as they are told once done: the other half of past.ts. */
export const PAST_PAPERS: Partial<Record<ModelName, Record<string, Text>>> = {
  Activity: { showCode: said('a affiché le code pour {}', 'showed the code of {}') },
  CashBox: {
    spend: said('a saisi une dépense pour {}', 'entered an expense of {}'),
    receive: said('a saisi une recette pour {}', 'entered an income of {}'),
    open: said('a saisi le solde d’ouverture pour {}', 'entered the opening balance of {}'),
    transfer: said('a demandé un transfert depuis {}', 'asked for a transfer from {}'),
    count: said('a compté {}', 'counted {}'),
    close: said('a clos l’exercice pour {}', 'closed the year of {}'),
    verify: said('a vérifié le registre pour {}', 'verified the register of {}'),
  },
  LedgerEntry: {
    submit: said('a soumis {}', 'submitted {}'),
    approve: said('a approuvé {}', 'approved {}'),
    authorize: said('a approuvé avant paiement {}', 'approved {} before payment'),
    settle: said('a porté au registre {}', 'entered {} in the register'),
    refuse: said('a refusé {}', 'refused {}'),
    rework: said('a repris en brouillon {}', 'took {} back as a draft'),
    attach: said('a joint une pièce à {}', 'attached a receipt to {}'),
    reverse: said('a contre-passé {}', 'reversed {}'),
    undo: said('a constaté la contre-passation pour {}', 'noted the reversal of {}'),
    receive: said('a reçu le transfert pour {}', 'received the transfer of {}'),
    drop: said('a abandonné le transfert pour {}', 'dropped the transfer of {}'),
  },
  Meeting: {
    mark: said('a pointé les présences pour {}', 'marked the attendance of {}'),
    correct: said('a corrigé un pointage pour {}', 'corrected a mark of {}'),
  },
  ParticipantMerge: { undo: said('a défait {}', 'undid {}') },
  Account: {
    disable: said('a désactivé {}', 'disabled {}'),
    enable: said('a réactivé {}', 'enabled {}'),
  },
  Person: { viewAs: said('a regardé à la place pour {}', 'looked as {}') },
  MailDelivery: { resend: said('a renvoyé {}', 'sent {} again') },
  Agreement: {
    ...circuit,
    revise: said('a rouvert à la correction {}', 'reopened for correction {}'),
    signOutside: said('a enregistré comme signée hors de l’outil {}', 'recorded as signed outside {}'),
    amend: said('a préparé un avenant pour {}', 'drafted an amendment to {}'),
    regenerate: said('a fait réimprimer {}', 'had {} printed anew'),
    breakOff: said('a constaté la rupture pour {}', 'marked as broken off {}'),
    archive: said('a archivé {}', 'archived {}'),
  },
  Amendment: {
    ...circuit,
    submit: said('a soumis {}', 'submitted {}'),
    approvePedagogy: said('a validé comme tuteur école {}', 'approved as school tutor {}'),
    approve: said('a validé {}', 'approved {}'),
    refuse: said('a refusé {}', 'refused {}'),
    cancel: said('a annulé {}', 'cancelled {}'),
  },
  Campaign: {
    rankOffers: said('a classé ses vœux pour {}', 'ranked their wishes for {}'),
    declareInternship: said('a déclaré un stage trouvé pour {}', 'declared an internship found for {}'),
    publishGrades: said('a publié les notes prêtes pour {}', 'published the grades ready for {}'),
  },
  Company: {
    inviteToRenew: said('a proposé de renouveler ses offres à {}', 'asked {} to renew its offers'),
    merge: said('a fusionné dans une autre fiche {}', 'merged into another record {}'),
    absorb: said('a reçu un doublon dans {}', 'took in a duplicate of {}'),
  },
  Evaluation: { saveDraft: said('a commencé à remplir {}', 'began to fill in {}') },
  LogbookEntry: {
    submit: said('a soumis {}', 'submitted {}'),
    approve: said('a validé {}', 'approved {}'),
    reject: said('a rejeté {}', 'rejected {}'),
    reopen: said('a rouvert {}', 'reopened {}'),
  },
  Offer: {
    renew: said('a renouvelé {}', 'renewed {}'),
    prepare: said('a préparé une candidature pour {}', 'prepared a candidature for {}'),
    apply: said('a candidaté pour {}', 'applied for {}'),
  },
  Placement: {
    recordHire: said('a noté la suite du stage pour {}', 'recorded what followed {}'),
    submitWeek: said('a soumis une semaine du journal pour {}', 'submitted a week of the logbook of {}'),
    approveWeek: said('a validé une semaine du journal pour {}', 'approved a week of the logbook of {}'),
    rejectWeek: said('a rejeté une semaine du journal pour {}', 'rejected a week of the logbook of {}'),
    remindWeek: said('a relancé pour une semaine du journal, pour {}', 'reminded of a week of the logbook of {}'),
    amend: said('a appliqué un avenant à {}', 'applied an amendment to {}'),
    pack: said('a demandé le dossier complet pour {}', 'asked for the complete file of {}'),
    reportAccident: said('a déclaré un accident pour {}', 'reported an accident for {}'),
  },
  Signatory: {
    delegate: said('a délégué la signature pour {}', 'delegated the signature of {}'),
    reissueLink: said('a renvoyé le lien pour {}', 'sent the link again for {}'),
  },
  Survey: { answer: said('a répondu à {}', 'answered {}') },
}
