/** Names of the demo school: West Africa and France, as its registers really mix them. */
export const women = [
  ...['Awa', 'Aïcha', 'Fatoumata', 'Mariam', 'Salimata', 'Rokhaya', 'Adjoa', 'Akossiwa', 'Ramatou', 'Hadiza'],
  ...['Nafissatou', 'Djénéba', 'Bintou', 'Khady', 'Sokhna', 'Edwige', 'Prisca', 'Léa', 'Chloé', 'Inès'],
  ...['Camille', 'Manon', 'Élodie', 'Mathilde', 'Zoé'],
]

export const men = [
  ...['Amadou', 'Boubacar', 'Cheikh', 'Demba', 'Kwame', 'Koffi', 'Lamine', 'Mamadou', 'Ousmane', 'Seydou'],
  ...['Abdoulaye', 'Idriss', 'Modibo', 'Serigne', 'Tidiane', 'Wilfried', 'Arsène', 'Hugo', 'Théo', 'Lucas'],
  ...['Baptiste', 'Antoine', 'Maxime', 'Gaël', 'Noël'],
]

export const families = [
  ...['Traoré', 'Diallo', 'Ouédraogo', 'Ndiaye', 'Coulibaly', 'Koné', 'Camara', 'Touré', 'Sow', 'Diop'],
  ...['Kouassi', 'N’Guessan', 'Adjovi', 'Hounkpatin', 'Mensah', 'Agbodjan', 'Zongo', 'Sawadogo', 'Kaboré', 'Barry'],
  ...['Sarr', 'Gueye', 'Faye', 'Dembélé', 'Keïta', 'Lambert', 'Rousseau', 'Fontaine', 'Girard', 'Marchand'],
]

export type Named = { lastName: string; firstName: string; gender: 'female' | 'male' }

/** The nth person: no two alike among the first 750 of them. */
export function personOf(n: number): Named {
  const gender = n % 2 === 0 ? 'female' : 'male'
  const first = gender === 'female' ? women : men
  const rank = Math.floor(n / 2)
  const firstName = first[rank % first.length] ?? ''
  const lastName = families[(rank * 7 + Math.floor(rank / first.length) * 4 + (n % 2) * 11) % families.length] ?? ''
  return { lastName, firstName, gender }
}

/** An address made of a name: no accents, no apostrophes. */
export const addressOf = ({ firstName, lastName }: Named, domain: string, n?: number): string =>
  `${plain(firstName)}.${plain(lastName)}${n === undefined ? '' : n}@${domain}`

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[^a-zA-Z]/g, '')
    .toLowerCase()
