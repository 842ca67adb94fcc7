import type { Context } from '../../src/access/actor.ts'
import { create, createAll } from './stage.ts'

// domain/internships.md §4: values are data, a jurist reads them again before a school goes live
const french = [
  ['max_hours', 'Durée maximale par organisme et par année (heures)', '924', 'blocking', 'Code de l’éducation L124-5'],
  ['pay_threshold_hours', 'Gratification due au-delà de (heures)', '308', 'blocking', 'Code de l’éducation L124-6'],
  ['min_hourly_pay', 'Gratification minimale (€/h)', '4.50', 'blocking', 'Code de l’éducation D124-8'],
  [
    'company_tutor_max',
    'Stagiaires simultanés par tuteur en entreprise',
    '3',
    'blocking',
    'Code de l’éducation R124-13',
  ],
  ['school_tutor_max', 'Stagiaires simultanés par enseignant référent', '24', 'blocking', 'Code de l’éducation D124-3'],
  [
    'waiting_ratio',
    'Délai de carence entre deux stagiaires (part de la durée)',
    '1/3',
    'warning',
    'Code de l’éducation L124-11',
  ],
] as const

const westAfrican = [
  ['written', 'Convention écrite obligatoire', 'oui', 'blocking', 'Décision de l’école'],
  ['max_months', 'Durée maximale (mois)', '12', 'warning', 'Décision de l’école'],
  ['insurance', 'Attestation d’assurance demandée', 'oui', 'blocking', 'Décision de l’école'],
] as const

const fixedHolidays = {
  France: [
    ...[
      ['01-01', 'Jour de l’An'],
      ['05-01', 'Fête du Travail'],
      ['05-08', 'Victoire de 1945'],
      ['07-14', 'Fête nationale'],
    ],
    ...[
      ['08-15', 'Assomption'],
      ['11-01', 'Toussaint'],
      ['11-11', 'Armistice'],
      ['12-25', 'Noël'],
    ],
  ],
  Sénégal: [
    ...[
      ['01-01', 'Jour de l’An'],
      ['04-04', 'Fête de l’Indépendance'],
      ['05-01', 'Fête du Travail'],
    ],
    ...[
      ['08-15', 'Assomption'],
      ['11-01', 'Toussaint'],
      ['12-25', 'Noël'],
    ],
  ],
}

/** The rules an agreement is checked against, and the days nobody works; `year` is the first of two. Returns the usual profile. */
export async function playLegal(admin: Context, year: number): Promise<string> {
  await profile(admin, { code: 'FR', name: 'France', country: 'France', currency: 'EUR' }, year, french)
  const usual = { code: 'AFRIQUE_OUEST', name: 'Afrique de l’Ouest', country: 'Sénégal', currency: 'XOF' }
  const usualId = await profile(admin, usual, year, westAfrican)
  const calendars = Object.keys(fixedHolidays).flatMap((country) =>
    [year, year + 1].map((one) => ({ country, year: one })),
  )
  const ids = await createAll(admin, 'HolidayCalendar', calendars)
  await createAll(
    admin,
    'Holiday',
    calendars.flatMap(({ country, year: one }, i) =>
      daysOff(country).map(([day = '', name = '']) => ({
        calendarId: ids[i],
        day: `${one}-${day}`,
        name,
      })),
    ),
  )
  return usualId
}

const daysOff = (country: string): string[][] =>
  Object.entries(fixedHolidays).find(([name]) => name === country)?.[1] ?? []

type Rules = typeof french | typeof westAfrican
type Profile = { code: string; name: string; country: string; currency: string }

async function profile(admin: Context, values: Profile, year: number, rules: Rules): Promise<string> {
  const profileId = await create(admin, 'LegalProfile', { ...values, effectiveOn: `${year - 1}-01-01` })
  await createAll(
    admin,
    'LegalRule',
    rules.map(([key, label, value, severity, source]) => ({
      profileId,
      key,
      label,
      value,
      severity,
      source,
      waivableBy: 'admin',
    })),
  )
  return profileId
}
