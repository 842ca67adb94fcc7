import type { Agreement } from '@prisma/client'
import { Decimal } from 'decimal.js'
import { asDay, shownDay } from '../../kit/calendar.ts'
import { shownMoney } from '../../kit/money.ts'
import type { Prisma, Tx } from '../../platform/db.ts'
import { settings } from '../../platform/settings.ts'
import { monthsAndDays } from './presence.ts'

/**
 * The names, dates and words of an agreement as they stand now. A company renamed next year does not change a document
 * made today: the paper is printed from this, never from the records.
 */
export async function snapshotOf(tx: Tx, agreement: Agreement): Promise<Prisma.InputJsonObject> {
  const placement = await tx.placement.findUniqueOrThrow({ where: { id: agreement.placementId }, include: PARTIES })
  const { student, company, contact, schoolTutor } = placement
  const { programme } = student.cohort
  const school = await tx.setting.findUnique({ where: { key: 'school.name' } })
  return {
    school: { name: school?.value ?? settings['school.name'].fallback },
    student: { ...named(student.person), matricule: student.matricule, birthDate: shown(student.person.birthDate) },
    programme: {
      name: programme.name,
      level: programme.level,
      teachingHours: programme.teachingHours,
      year: student.cohort.year,
    },
    company: {
      name: company.name,
      address: company.address,
      city: company.city,
      country: company.country,
      registration: company.registration,
      sector: company.sector,
      signatory: company.contacts[0] ? { ...named(company.contacts[0].person), post: company.contacts[0].post } : null,
    },
    companyTutor: contact ? { ...named(contact.person), post: contact.post } : null,
    schoolTutor: schoolTutor ? named(schoolTutor) : null,
    dates: { startsOn: shown(agreement.startsOn), endsOn: shown(agreement.endsOn) },
    presence: presenceOf(agreement),
    mission: { subject: agreement.subject, activities: agreement.activities, skills: agreement.skills },
    pay: payOf(agreement),
    clauses: Object.fromEntries(CLAUSES.map((name) => [name, agreement[name]])),
  }
}

const PARTIES = {
  student: { include: { person: true, cohort: { include: { programme: true } } } },
  company: {
    include: { contacts: { where: { isSignatory: true, isActive: true }, include: { person: true }, take: 1 } },
  },
  contact: { include: { person: true } },
  schoolTutor: true,
} as const

const CLAUSES = [
  ...([
    'supervision',
    'specialHours',
    'paymentTerms',
    'benefits',
    'insurance',
    'leaveTerms',
    'terminationTerms',
  ] as const),
  ...(['interruptionTerms', 'houseRules', 'certificateTerms'] as const),
]

type Named = { firstName: string; lastName: string; email: string | null; phone: string | null }

const named = ({ firstName, lastName, email, phone }: Named) => ({ name: `${firstName} ${lastName}`, email, phone })
const shown = (day: Date | null): string | null => (day ? shownDay(asDay(day)) : null)

function presenceOf({ weeklyHours, totalHours }: Agreement) {
  const total = totalHours ? new Decimal(totalHours.toString()) : null
  return {
    weeklyHours: weeklyHours ? french(weeklyHours.toString()) : null,
    totalHours: total ? french(total.toString()) : null,
    duration: total ? monthsAndDays(total) : null,
  }
}

/** Nothing due is written as 0, not left out: the law wants the amount. */
function payOf({ pay, payUnit, currency }: Agreement) {
  return { amount: shownMoney((pay ?? 0).toString(), currency), unit: UNITS[payUnit] }
}

const UNITS = { hour: 'par heure de présence', month: 'par mois', total: 'au total' } as const

const french = (number: string): string => number.replace('.', ',')
