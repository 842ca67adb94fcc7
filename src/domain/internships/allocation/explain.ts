import type { Drawn } from './draw.ts'

/** What a student reads of their own result: the order they chose in, and why each better wish was lost. */
export function explain(drawn: Drawn, students: number, titles: ReadonlyMap<string, string>): string {
  const title = (offerId: string) => titles.get(offerId) ?? '—'
  if (drawn.isPinned && drawn.offerId)
    return `Place réservée par l’école : « ${title(drawn.offerId)} ».${drawn.rank ? ` C’était votre vœu ${drawn.rank}.` : ''}`
  const lost = drawn.full.map(({ rank, offerId, filledAt }) => {
    const when =
      filledAt === 0 ? 'toutes ses places étaient déjà prises ou réservées' : `offre pleine au rang d’ordre ${filledAt}`
    return `vœu ${rank}, « ${title(offerId)} » : ${when}`
  })
  const order = `Rang d’ordre ${drawn.order} sur ${students} au tirage.`
  if (drawn.offerId)
    return [order, `Vœu ${drawn.rank} obtenu : « ${title(drawn.offerId)} ».`, sentence(lost)].filter(Boolean).join(' ')
  if (lost.length === 0)
    return `${order} Aucun vœu n’était déposé : le responsable des stages cherche une place avec vous.`
  return `${order} Aucun de vos vœux n’avait plus de place : ${lost.join(' ; ')}. Le responsable des stages cherche une place avec vous.`
}

const sentence = (parts: string[]): string => {
  const text = parts.join(' ; ')
  return text && `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}
