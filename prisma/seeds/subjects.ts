/** What internships are about: enough for two offers of one company never to bear one title. */
export const subjects = [
  {
    title: 'Analyse de données d’enquête',
    description:
      'Nettoyer et redresser une enquête auprès de 3 000 ménages, produire les tableaux et une note de dix pages.',
    skills: 'R ou Stata, théorie des sondages, rédaction',
  },
  {
    title: 'Développement d’un tableau de bord',
    description:
      'Recueillir les besoins de trois services, modéliser les indicateurs et livrer un tableau de bord en ligne.',
    skills: 'SQL, Python, visualisation de données',
  },
  {
    title: 'Prévision de la demande',
    description: 'Comparer plusieurs modèles de séries temporelles et mettre le meilleur à la disposition des équipes.',
    skills: 'Séries temporelles, Python, Git',
  },
  {
    title: 'Qualité des données clients',
    description: 'Mesurer les doublons et les valeurs manquantes, écrire les règles de contrôle et leur suivi mensuel.',
    skills: 'SQL, tableur, rigueur',
  },
  {
    title: 'Cartographie des équipements',
    description:
      'Géolocaliser les équipements d’une région, croiser avec le recensement et préparer une série de cartes.',
    skills: 'QGIS, statistique descriptive',
  },
  {
    title: 'Évaluation d’un programme social',
    description:
      'Construire un groupe de comparaison, estimer les effets du programme et présenter les résultats au comité.',
    skills: 'Économétrie, R, aisance à l’oral',
  },
  {
    title: 'Application mobile de collecte',
    description: 'Remplacer des questionnaires papier par une application hors ligne, former dix enquêteurs.',
    skills: 'TypeScript, conception d’interface, pédagogie',
  },
  {
    title: 'Détection de fraude',
    description: 'Décrire les fraudes connues, entraîner un modèle explicable et mesurer ce qu’il rapporte.',
    skills: 'Apprentissage automatique, SQL, esprit critique',
  },
  {
    title: 'Étude de satisfaction',
    description: 'Concevoir le questionnaire, suivre le terrain et rendre une analyse par segment de clientèle.',
    skills: 'Sondages, analyse factorielle, rédaction',
  },
  {
    title: 'Automatisation des rapports mensuels',
    description: 'Remplacer quinze classeurs copiés à la main par une chaîne reproductible et documentée.',
    skills: 'R Markdown ou Python, Git, SQL',
  },
]
