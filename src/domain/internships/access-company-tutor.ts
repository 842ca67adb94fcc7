import type { Me, RoleRules } from '../../access/rights.ts'
import { candidaturesTo, hosted, ownCompany, sentToSign, signing } from './rows.ts'
import * as still from './still-open.ts'

/** A company tutor sees their trainees, and the candidatures the school forwarded to their company. */
export function companyTutor(me: Me): RoleRules {
  const placement = { placement: hosted(me) }
  const agreement = { AND: [{ OR: [placement, signing(me)] }, { status: { notIn: ['draft', 'cancelled'] } }] }
  return {
    Company: { rows: ownCompany(me), read: COMPANY, update: COMPANY.filter((name) => !FIXED.includes(name)) },
    CompanyContact: { rows: { company: ownCompany(me) }, read: { except: ['gender', 'birthDate'] } },
    Campaign: { rows: { OR: [{ status: 'open' }, { offers: { some: { company: ownCompany(me) } } }] }, read: CAMPAIGN },
    Offer: {
      rows: { company: ownCompany(me) },
      read: { except: ['notes'] },
      create: OFFER,
      update: OFFER,
      open: still.offerOfCompany,
    },
    Candidature: { rows: candidaturesTo(me), read: CANDIDATURE },
    Placement: { rows: hosted(me), read: { except: ['notes', 'statusReason', 'candidatureId', 'seatHeld'] } },
    Agreement: { rows: agreement, read: 'all' },
    AgreementVersion: { rows: { agreement }, read: { except: ['snapshot'] } },
    Signatory: { rows: { agreement }, read: { except: SIGNATORY } },
    Amendment: { rows: { agreement, ...sentToSign }, read: { except: ['reason', 'statusReason', 'snapshot'] } },
    PresencePeriod: { rows: placement, read: 'all' },
    // Why a trainee is away may be medical: the dates are enough
    Interruption: { rows: placement, read: ['placementId', 'startsOn', 'endsOn'] },
    LogbookEntry: { rows: { ...placement, status: { not: 'draft' } }, read: 'all' },
    Evaluation: {
      rows: { ...placement, kind: 'company' },
      read: 'all',
      update: ['skills', 'attendance', 'initiative', 'teamwork', 'comment', 'grade'],
      open: still.openEvaluation,
    },
    Certificate: { rows: placement, read: { except: ['snapshot'] } },
    Defense: { rows: placement, read: ['placementId', 'roomId', 'startsAt', 'endsAt', 'status'] },
    Survey: { rows: { audience: 'companies', status: 'open' }, read: ['name', 'question', 'opensOn', 'closesOn'] },
  }
}

/** Of the others who sign: who they are and whether they signed, not where from. */
export const SIGNATORY = ['ip', 'email', 'sha256', 'personId', 'delegateId', 'reason']
const FIXED = ['name', 'registration']
const COMPANY = [
  ...FIXED,
  ...['sector', 'address', 'city', 'country', 'headcount', 'website', 'contactName', 'email', 'phone'],
]
const CAMPAIGN = ['name', 'academicYear', 'description', 'status', 'opensOn', 'closesOn', 'startsOn', 'endsOn']
const OFFER = [
  ...['companyId', 'campaignId', 'title', 'description', 'skills', 'kind', 'pay', 'payUnit', 'currency', 'city'],
  ...['seats', 'startsOn', 'endsOn', 'expiresOn', 'weeklyHours', 'contactId'],
]
const CANDIDATURE = [
  ...['studentId', 'offerId', 'campaignId', 'status', 'cvFileId', 'letterFileId', 'message', 'rank', 'interviewAt'],
  ...['proposalExpiresAt', 'forwardedAt', 'answeredAt', 'decidedAt'],
]
