import type { PersonActor } from '../../src/access/actor.ts'
import { prisma } from '../../src/platform/db.ts'
import { appoint, cast } from './cast.ts'
import { addressOf, personOf } from './names.ts'
import { createAll, type Stage } from './stage.ts'

export type Host = { id: string; name: string; city: string; country: string; contactId: string; actor: PersonActor }

// Name, sector, city, country, headcount. The first two are those of alpha@ and beta@.
const register = [
  'Alpha Numérique|Informatique|Dakar|Sénégal|64',
  'Bêta Conseil|Conseil|Paris|France|180',
  'Téranga Data|Informatique|Dakar|Sénégal|38',
  'Banque du Lac|Banque|Lomé|Togo|420',
  'Observatoire des Territoires|Études|Ouagadougou|Burkina Faso|45',
  'Lagune Assurances|Assurance|Abidjan|Côte d’Ivoire|310',
  'Kora Mobile|Télécoms|Bamako|Mali|150',
  'Atelier du Fleuve|Environnement|Saint-Louis|Sénégal|22',
  'Statistiques & Santé|Santé|Lyon|France|75',
  'Baobab Énergie|Énergie|Niamey|Niger|96',
  'Comptoir des Épices|Agroalimentaire|Marseille|France|54',
  'Nimba Logistique|Transport|Conakry|Guinée|130',
  'Porto-Novo Études|Études|Porto-Novo|Bénin|19',
  'Savane Agro|Agroalimentaire|Kaolack|Sénégal|210',
  'Institut Gaïndé|Recherche|Dakar|Sénégal|88',
  'Volta Analytics|Informatique|Accra|Ghana|57',
  'Filature de Bouaké|Industrie|Bouaké|Côte d’Ivoire|340',
  'Cabinet Laforêt|Conseil|Bordeaux|France|16',
  'Mutuelle Solidarité|Assurance|Nantes|France|260',
  'Dunes Télécom|Télécoms|Nouakchott|Mauritanie|120',
  'Caisse Rurale du Mono|Banque|Cotonou|Bénin|95',
  'Harmattan Médias|Médias|Ouagadougou|Burkina Faso|33',
  'Clinique de la Corniche|Santé|Dakar|Sénégal|140',
  'Pirogue Software|Informatique|Abidjan|Côte d’Ivoire|41',
  'Société des Eaux du Sahel|Énergie|Niamey|Niger|280',
  'Recensement & Cartes|Études|Lomé|Togo|27',
  'Karité & Compagnie|Agroalimentaire|Bobo-Dioulasso|Burkina Faso|60',
  'Phare Numérique|Informatique|Brest|France|29',
  'Transports de la Gambie|Transport|Tambacounda|Sénégal|85',
  'Fonds d’Appui aux Communes|Administration|Thiès|Sénégal|110',
  'Épargne Sahel|Banque|Bamako|Mali|230',
  'Datalab Rhône|Informatique|Lyon|France|48',
  'Cacao du Golfe|Agroalimentaire|San-Pédro|Côte d’Ivoire|190',
  'Observatoire de la Population|Études|Dakar|Sénégal|52',
  'Hôtels de la Petite Côte|Hôtellerie|Saly|Sénégal|175',
  'Maison des Semences|Agroalimentaire|Ziguinchor|Sénégal|24',
  'Réseau Santé Publique|Santé|Toulouse|France|66',
  'Tisserands Réunis|Industrie|Parakou|Bénin|72',
  'Plateforme Wari Libre|Informatique|Dakar|Sénégal|36',
  'Énergies du Ponant|Énergie|Nantes|France|145',
  'Bureau Mali Sondages|Études|Bamako|Mali|31',
  'Agence des Ports Francs|Transport|Le Havre|France|205',
  'Assur’Lagune|Assurance|Cotonou|Bénin|58',
  'Imprimeries du Plateau|Industrie|Abidjan|Côte d’Ivoire|44',
  'Fondation Savoirs|Éducation|Thiès|Sénégal|18',
  'Mines & Données|Industrie|Kayes|Mali|390',
  'Urbanisme Nouveau|Conseil|Montpellier|France|23',
  'Radio Casamance|Médias|Ziguinchor|Sénégal|26',
  'Marché Connecté|Commerce|Lomé|Togo|39',
  'Carto Sahel|Informatique|Ouagadougou|Burkina Faso|21',
]

const posts = [
  'Responsable des études',
  'Directeur technique',
  'Chargée de mission',
  'Directrice des ressources humaines',
]

/** The companies and the person to talk to in each; alpha@ and beta@ get their accounts. */
export async function playCompanies(stage: Stage): Promise<Host[]> {
  const officer = await stage.as(cast.officer.email)
  const rows = register.map((line) => line.split('|'))
  const ids = await createAll(officer, 'Company', rows.map(companyOf))
  const contacts = rows.map(([name = ''], i) => ({ ...contactOf(name, i), companyId: ids[i] }))
  const contactIds = await createAll(officer, 'CompanyContact', contacts)
  const people = await personsOf(contactIds)
  for (const [i, member] of [cast.alpha, cast.beta].entries())
    await appoint(stage, member, people.get(contactIds[i] ?? '') ?? '')
  return rows.map(([name = '', , city = '', country = ''], i) => {
    const contactId = contactIds[i] ?? ''
    const actor = actorOf(contactOf(name, i), contactId, people.get(contactId) ?? '')
    return { name, city, country, id: ids[i] ?? '', contactId, actor }
  })
}

async function personsOf(ids: string[]): Promise<Map<string, string>> {
  const where = { id: { in: ids } }
  const rows = await prisma().companyContact.findMany({ where, select: { id: true, personId: true } })
  return new Map(rows.map(({ id, personId }) => [id, personId]))
}

const actorOf = (contact: ReturnType<typeof contactOf>, contactId: string, personId: string): PersonActor => ({
  ...{ kind: 'person', accountId: '', locale: 'fr', studentId: null, personId, clubs: [], contactIds: [contactId] },
  ...{ name: `${contact.firstName} ${contact.lastName}`, email: contact.email },
  roles: [{ role: 'company_tutor', departmentId: null }],
})

function companyOf([name = '', sector, city, country, headcount]: string[], i: number) {
  return {
    ...{ name, sector, city, country, headcount },
    registration: `${country === 'France' ? 'SIRET' : 'RCCM'} ${String(41_200_300 + i * 7_919)}`,
    website: `https://www.${domainOf(name)}`,
    email: `stages@${domainOf(name)}`,
    confidence: (['high', 'medium', 'high', 'unrated', 'low'] as const)[i % 5],
  }
}

function contactOf(company: string, i: number) {
  const member = [cast.alpha, cast.beta][i]
  const { lastName, firstName, gender } = member ?? personOf(300 + i)
  const email = member?.email ?? addressOf({ lastName, firstName, gender }, domainOf(company))
  const phone = `+221 77 ${400 + i} ${10 + (i % 80)} ${20 + (i % 70)}`
  return { lastName, firstName, gender, email, phone, post: posts[i % posts.length], isTutor: true, isSignatory: true }
}

const domainOf = (name: string): string =>
  `${name
    .normalize('NFD')
    .replace(/[^a-zA-Z]/g, '')
    .toLowerCase()}.example`
