/** The school’s usual clauses, offered to every new agreement and edited there: the parties read what they sign. */
export const usualClauses = {
  supervision:
    'L’enseignant référent et le tuteur se concertent au moins deux fois pendant le stage ; le stagiaire rend compte de l’avancement de sa mission chaque semaine.',
  specialHours: 'Sans objet : aucune présence la nuit, le dimanche ou un jour férié.',
  paymentTerms: 'La gratification est versée à la fin de chaque mois, par virement.',
  benefits: 'Accès au lieu de restauration et aux activités sociales dans les mêmes conditions que les salariés.',
  insurance:
    'Le stagiaire reste affilié à son régime de protection sociale ; il est couvert pour les accidents du travail. Chaque partie déclare être garantie au titre de la responsabilité civile.',
  leaveTerms:
    'Le stagiaire peut s’absenter pour les examens et les obligations de l’établissement, et pour les congés prévus d’un commun accord.',
  terminationTerms:
    'Le stage peut être suspendu ou résilié par avenant, à l’initiative de l’une des parties, après en avoir informé les autres par écrit.',
  interruptionTerms:
    'En cas d’interruption pour un motif prévu par la loi ou avec l’accord de l’établissement, celui-ci valide le stage en l’état ou propose une modalité de remplacement.',
  houseRules: 'Le stagiaire respecte le règlement intérieur de l’organisme d’accueil, qui lui est remis à son arrivée.',
  certificateTerms:
    'À l’issue du stage, l’organisme d’accueil délivre une attestation qui mentionne la durée effective totale du stage et le montant total de la gratification versée.',
} as const
