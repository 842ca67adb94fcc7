import type { Locale } from '../state.ts'

export const fr = {
  open: 'Rechercher partout',
  short: 'Rechercher…',
  keys: 'Ctrl K',
  label: 'Rechercher partout dans Préau',
  placeholder: 'Un nom, une entreprise, une page, une action…',
  results: 'Résultats',
  recent: 'Ouverts récemment',
  pages: 'Aller à',
  actions: 'Actions',
  create: (one: string) => `Créer : ${one.charAt(0).toLowerCase()}${one.slice(1)}`,
  all: (many: string) => `Tous les résultats dans ${many}`,
  light: 'Passer au thème clair',
  dark: 'Passer au thème sombre',
  system: 'Suivre le thème du système',
  searching: 'Recherche…',
  count: (n: number) => (n === 0 ? 'Aucun résultat' : n === 1 ? '1 résultat' : `${n} résultats`),
  nothing: (text: string) => `Rien trouvé pour «\u00a0${text}\u00a0»`,
  advice: 'Essayez moins de mots, un nom de famille, un matricule, une entreprise ou le titre d’une offre.',
  tooShort: 'Tapez au moins deux lettres.',
  late: (names: string) => `Recherche incomplète dans ${names} : ajoutez un mot pour la préciser.`,
  failed: 'La recherche n’a pas abouti. Vérifiez votre connexion, puis réessayez.',
  retry: 'Réessayer',
  help: 'Flèches pour choisir, Entrée pour ouvrir, Échap pour fermer',
}

export type PaletteWords = typeof fr

export const en: PaletteWords = {
  open: 'Search everywhere',
  short: 'Search…',
  keys: 'Ctrl K',
  label: 'Search everywhere in Préau',
  placeholder: 'A name, a company, a page, an action…',
  results: 'Results',
  recent: 'Opened recently',
  pages: 'Go to',
  actions: 'Actions',
  create: (one) => `Create: ${one.charAt(0).toLowerCase()}${one.slice(1)}`,
  all: (many) => `All results in ${many}`,
  light: 'Switch to the light theme',
  dark: 'Switch to the dark theme',
  system: 'Follow the theme of the system',
  searching: 'Searching…',
  count: (n) => (n === 0 ? 'No result' : n === 1 ? '1 result' : `${n} results`),
  nothing: (text) => `Nothing found for “${text}”`,
  advice: 'Try fewer words, a family name, a student number, a company or the title of an offer.',
  tooShort: 'Type at least two letters.',
  late: (names) => `Search incomplete in ${names}: add a word to narrow it.`,
  failed: 'The search did not go through. Check your connection, then try again.',
  retry: 'Try again',
  help: 'Arrows to choose, Enter to open, Escape to close',
}

export const paletteWords = (locale: Locale): PaletteWords => (locale === 'en' ? en : fr)
