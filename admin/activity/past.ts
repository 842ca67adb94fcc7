import type { ModelName } from '../../src/access/model.ts'
import type { Text } from '../../src/platform/catalogue.ts'

type Past = Record<string, Text>

const said = (fr: string, en: string): Text => ({ fr, en })

/** What anybody may do to any record. `{}` is what it was done to. */
export const COMMON: Past = {
  create: said('a créé {}', 'created {}'),
  update: said('a modifié {}', 'changed {}'),
  restore: said('a restauré {}', 'restored {}'),
  freeze: said('a figé le document pour {}', 'froze the document of {}'),
  raise: said('a levé {}', 'raised {}'),
  invite: said('a invité à se connecter {}', 'invited {} to log in'),
}

/** Each verb of a life cycle as it is told once it is done. One that is not here is told by its button (sentence.ts). */
export const PAST: Partial<Record<ModelName, Past>> = {
  Student: {
    pause: said('a mis en césure {}', 'put {} on leave'),
    resume: said('a réinscrit {}', 'enrolled {} again'),
    graduate: said('a diplômé {}', 'graduated {}'),
    leave: said('a noté le départ pour {}', 'marked {} as left'),
  },
  Company: {
    approve: said('a approuvé {}', 'approved {}'),
    blacklist: said('a écarté {}', 'blacklisted {}'),
    rehabilitate: said('a réhabilité {}', 'rehabilitated {}'),
  },
  Campaign: {
    publish: said('a ouvert {}', 'opened {}'),
    closeApplications: said('a clos les candidatures pour {}', 'closed applications for {}'),
    reopenApplications: said('a rouvert les candidatures pour {}', 'reopened applications for {}'),
    allocate: said('a lancé l’affectation pour {}', 'started allocating for {}'),
    draw: said('a lancé un tirage pour {}', 'ran a draw for {}'),
    publishPlacements: said('a publié les affectations pour {}', 'published the placements of {}'),
    startEvaluation: said('a lancé l’évaluation pour {}', 'started evaluating for {}'),
    close: said('a clôturé {}', 'closed {}'),
    cancel: said('a annulé {}', 'cancelled {}'),
  },
  AllocationRun: {
    publish: said('a publié {}', 'published {}'),
    finish: said('a terminé la publication pour {}', 'finished publishing {}'),
    discard: said('a écarté {}', 'discarded {}'),
  },
  Offer: {
    submit: said('a soumis à l’école {}', 'submitted {} to the school'),
    publish: said('a publié {}', 'published {}'),
    requestChanges: said('a demandé des corrections pour {}', 'asked for changes to {}'),
    refuse: said('a refusé {}', 'refused {}'),
    fill: said('a noté que tout est pourvu pour {}', 'marked {} as filled'),
    free: said('a remis en ligne {}', 'put {} back online'),
    suspend: said('a suspendu {}', 'suspended {}'),
    resume: said('a remis en ligne {}', 'put {} back online'),
    expire: said('a constaté l’expiration pour {}', 'marked {} as expired'),
    withdraw: said('a retiré {}', 'withdrew {}'),
  },
  Candidature: {
    submit: said('a soumis {}', 'submitted {}'),
    shortlist: said('a présélectionné {}', 'shortlisted {}'),
    refuseBySchool: said('a refusé {}', 'refused {}'),
    forward: said('a transmis à l’entreprise {}', 'forwarded {} to the company'),
    remind: said('a relancé l’entreprise pour {}', 'reminded the company about {}'),
    interview: said('a convoqué à un entretien pour {}', 'invited to an interview for {}'),
    waitlist: said('a mis en liste d’attente {}', 'put {} on the waiting list'),
    propose: said('a proposé le stage pour {}', 'proposed the internship for {}'),
    refuse: said('a refusé {}', 'refused {}'),
    accept: said('a accepté la proposition pour {}', 'accepted the proposal for {}'),
    decline: said('a décliné la proposition pour {}', 'declined the proposal for {}'),
    expire: said('a constaté l’expiration de la proposition pour {}', 'let the proposal lapse for {}'),
    withdraw: said('a retiré {}', 'withdrew {}'),
    withdrawAuto: said('a retiré automatiquement {}', 'withdrew automatically {}'),
    close: said('a clos {}', 'closed {}'),
    reopen: said('a rouvert {}', 'reopened {}'),
  },
  Placement: {
    prevalidate: said('a prévalidé {}', 'prevalidated {}'),
    confirm: said('a confirmé {}', 'confirmed {}'),
    waive: said('a dérogé à une règle pour {}', 'waived a rule for {}'),
    draftAgreement: said('a préparé la convention pour {}', 'drafted the agreement for {}'),
    markReady: said('a noté que tout est prêt pour {}', 'marked {} as ready'),
    start: said('a démarré le stage pour {}', 'started the internship of {}'),
    suspend: said('a suspendu le stage pour {}', 'suspended the internship of {}'),
    resume: said('a repris le stage pour {}', 'resumed the internship of {}'),
    finish: said('a terminé le stage pour {}', 'finished the internship of {}'),
    close: said('a clôturé {}', 'closed {}'),
    breakOff: said('a rompu le stage pour {}', 'broke off the internship of {}'),
    settle: said('a décidé de la suite pour {}', 'settled the breach for {}'),
    reportNoShow: said('a signalé une absence au démarrage pour {}', 'reported a no-show for {}'),
    markNotDone: said('a constaté le stage non effectué pour {}', 'marked the internship as not carried out for {}'),
    cancel: said('a annulé {}', 'cancelled {}'),
  },
  Agreement: {
    submit: said('a soumis {}', 'submitted {}'),
    checkFacts: said('a confirmé les informations pour {}', 'confirmed the facts of {}'),
    approvePedagogy: said('a validé comme tuteur école {}', 'approved as school tutor {}'),
    approve: said('a validé {}', 'approved {}'),
    requestChanges: said('a demandé des corrections pour {}', 'asked for changes to {}'),
    refuse: said('a refusé {}', 'refused {}'),
    undoPedagogy: said('a repris la validation pédagogique pour {}', 'took back their approval of {}'),
    undoApproval: said('a repris la validation pour {}', 'took back the approval of {}'),
    cancel: said('a annulé {}', 'cancelled {}'),
    lapse: said('a constaté la caducité pour {}', 'marked as lapsed {}'),
    sign: said('a signé {}', 'signed {}'),
  },
  Alert: {
    take: said('a pris en charge {}', 'took {}'),
    assign: said('a confié {}', 'assigned {}'),
    close: said('a clos {}', 'closed {}'),
    snooze: said('a reporté {}', 'snoozed {}'),
    reopen: said('a rouvert {}', 'reopened {}'),
  },
}
