import { cast } from './cast.ts'
import { create, createAll, type Stage } from './stage.ts'

type Seat = {
  who?: { email: string; lastName: string; firstName: string }
  name?: [string, string]
  post: string
  level: string
}
type ClubPlan = { name: string; slug: string; mission: string; description: string; seats: Seat[] }

/** Two clubs whose bureau logs in, two more that the Amicale follows: the story of each is told beside this page. */
const plans: ClubPlan[] = [
  {
    ...{ name: 'Club Informatique', slug: 'informatique' },
    mission: 'Apprendre à programmer en construisant, ensemble.',
    description: 'Ateliers du jeudi, concours de fin de trimestre, aide aux mémoires.',
    seats: [
      { who: cast.clubInfo, post: 'lead', level: 'M1' },
      { who: cast.treasurer, post: 'treasurer', level: 'L3' },
      { who: cast.clubMember, post: 'secretary', level: 'L2' },
      { name: ['Zongo', 'Prisca'], post: 'communication', level: 'L3' },
      { name: ['Adjovi', 'Wilfried'], post: 'member', level: 'L2' },
    ],
  },
  {
    ...{ name: 'Club d’anglais', slug: 'anglais' },
    mission: 'Parler anglais chaque semaine, sans peur de se tromper.',
    description: 'Conversations, débats, préparation aux certifications.',
    seats: [
      { who: cast.clubEnglish, post: 'lead', level: 'M2' },
      { name: ['Agbodjan', 'Edwige'], post: 'treasurer', level: 'L3' },
      { name: ['Sarr', 'Lamine'], post: 'secretary', level: 'L3' },
    ],
  },
  {
    ...{ name: 'Club d’art oratoire', slug: 'art-oratoire' },
    mission: 'Prendre la parole en public, et y prendre goût.',
    description: 'Joutes, plaidoiries, concours d’éloquence.',
    seats: [
      { name: ['Barry', 'Hadiza'], post: 'lead', level: 'M1' },
      { name: ['Keïta', 'Idriss'], post: 'treasurer', level: 'L2' },
    ],
  },
  {
    ...{ name: 'Club de sport', slug: 'sport' },
    mission: 'Bouger ensemble, pour le corps et pour la tête.',
    description: 'Football, basket, marche, tournois entre filières.',
    seats: [
      { name: ['Sawadogo', 'Modibo'], post: 'lead', level: 'L3' },
      { name: ['Kouassi', 'Léa'], post: 'treasurer', level: 'L2' },
    ],
  },
]

export type PlayedClub = { id: string; slug: string }

/** The Amicale opens the clubs of the year, names their bureau and gives each its cash box. */
export async function playClubs(stage: Stage, people: Map<{ email: string }, string>): Promise<PlayedClub[]> {
  stage.moveTo(-120)
  const ctx = await stage.as(cast.union.email)
  const played: PlayedClub[] = []
  for (const { seats, ...club } of plans) {
    const clubId = await create(ctx, 'Club', club)
    await createAll(
      ctx,
      'ClubMember',
      seats.map((seat) => seatOf(stage, clubId, seat, people)),
    )
    await create(ctx, 'CashBox', { clubId })
    played.push({ id: clubId, slug: club.slug })
  }
  return played
}

function seatOf(
  stage: Stage,
  clubId: string,
  { who, name, post, level }: Seat,
  people: Map<{ email: string }, string>,
) {
  const [lastName, firstName] = name ?? [who?.lastName ?? '', who?.firstName ?? '']
  const startsOn = stage.day(-480)
  const programme = 'Statistique'
  const personId = who ? people.get(who) : undefined
  const email = who?.email ?? null
  return { clubId, lastName, firstName, post, level, programme, startsOn, email, ...(personId && { personId }) }
}
