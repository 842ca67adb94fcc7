import type { Context } from '../../src/access/actor.ts'
import { countriesWithHolidays, holidaysOf } from './holidays.ts'
import { create, createAll } from './stage.ts'

type Rule = readonly [key: string, label: string, value: string, severity: string, source: string, waivableBy?: string]

// domain/internships.md §4: values are data, a jurist reads them again before a school goes live
const EDUCATION = 'Code de l’éducation'
const french = (minimumPay: string): Rule[] => [
  ['max_hours', 'Durée par organisme et par année (heures)', '924', 'blocking', `${EDUCATION} L124-5`, 'admin'],
  ['pay_threshold_hours', 'Gratification due au-delà de (heures)', '308', 'blocking', `${EDUCATION} L124-6`],
  ['min_hourly_pay', 'Gratification minimale par heure', minimumPay, 'blocking', `${EDUCATION} D124-8`, 'admin'],
  ['max_weekly_hours', 'Durée par semaine (heures)', '35', 'warning', `${EDUCATION} L124-14`, 'internship_officer'],
  ['teaching_hours_min', 'Enseignement par an (heures)', '200', 'warning', `${EDUCATION} D124-2`, 'internship_officer'],
  ['quota_ratio', 'Stagiaires par entreprise (% de l’effectif)', '15', 'blocking', `${EDUCATION} R124-10`, 'admin'],
  ['quota_small', 'Stagiaires dans une petite entreprise', '3', 'blocking', `${EDUCATION} R124-10`],
  ['quota_small_headcount', 'Petite entreprise : effectif inférieur à', '20', 'blocking', `${EDUCATION} R124-10`],
  ['company_tutor_max', 'Stagiaires par tuteur en entreprise', '3', 'blocking', `${EDUCATION} R124-13`, 'admin'],
  ['school_tutor_max', 'Stagiaires par enseignant référent', '24', 'blocking', `${EDUCATION} D124-3`, 'admin'],
  [
    'waiting_ratio',
    'Délai de carence sur un même poste',
    '1/3',
    'warning',
    `${EDUCATION} L124-11`,
    'internship_officer',
  ],
]

const SCHOOL = 'Décision de l’école'
const westAfrican: Rule[] = [
  ['written', 'Convention écrite obligatoire', 'oui', 'blocking', SCHOOL],
  ['max_months', 'Durée maximale (mois)', '12', 'warning', SCHOOL, 'internship_officer'],
  ['max_weekly_hours', 'Durée par semaine (heures)', '44', 'warning', SCHOOL, 'internship_officer'],
  ['insurance', 'Attestation d’assurance demandée', 'oui', 'blocking', SCHOOL, 'internship_officer'],
  ['inspection_copies', 'Copies pour l’inspection du travail', '4', 'warning', SCHOOL, 'internship_officer'],
]

/** The rules an agreement is checked against, and the days nobody works; `year` is the first of two. Returns the usual profile. */
export async function playLegal(admin: Context, year: number): Promise<string> {
  const france = { code: 'FR', name: 'France', country: 'France', currency: 'EUR' }
  for (const [from, minimumPay] of FRENCH_PAY)
    await profile(admin, { ...france, effectiveOn: from }, french(minimumPay))
  const usual = { code: 'AFRIQUE_OUEST_SOUPLE', name: 'Afrique de l’Ouest', country: 'Sénégal', currency: 'XOF' }
  const usualId = await profile(admin, { ...usual, effectiveOn: `${year - 1}-01-01` }, westAfrican)
  const calendars = countriesWithHolidays.flatMap((country) => [year, year + 1].map((one) => ({ country, year: one })))
  const ids = await createAll(admin, 'HolidayCalendar', calendars)
  await createAll(
    admin,
    'Holiday',
    calendars.flatMap(({ country, year: one }, i) =>
      holidaysOf(country, one).map((holiday) => ({ ...holiday, calendarId: ids[i] })),
    ),
  )
  return usualId
}

/** 15 % of the hourly ceiling of social security, as decreed each time it changed. */
const FRENCH_PAY = [
  ['2023-01-01', '4.05'],
  ['2024-01-01', '4.35'],
  ['2026-01-01', '4.50'],
] as const

type Profile = { code: string; name: string; country: string; currency: string; effectiveOn: string }

async function profile(admin: Context, values: Profile, rules: Rule[]): Promise<string> {
  const profileId = await create(admin, 'LegalProfile', values)
  await createAll(
    admin,
    'LegalRule',
    rules.map(([key, label, value, severity, source, waivableBy]) => ({
      ...{ profileId, key, label, value, severity, source },
      ...(waivableBy && { waivableBy }),
    })),
  )
  return profileId
}
