import { registerAccess } from '../access/rights.ts'
import { clubsAccess, leadingAccess, runningAccess } from './clubs/access.ts'
import { attendanceAccess } from './clubs/access-attendance.ts'
import { cashAccess } from './clubs/access-cash.ts'
import { pageAccess, pageRunningAccess } from './clubs/access-page.ts'
import { runAccess } from './clubs/access-run.ts'
import './clubs/club-member.ts'
import './clubs/meeting.ts'
import './clubs/programme.ts'
import './clubs/task.ts'
import './clubs/winner.ts'
import { coreAccess } from './core/access.ts'
import './core/account-flow.ts'
import './core/invite.ts'
import './core/mail-delivery.ts'
import './core/role-assignment.ts'
import './core/saved-view.ts'
import './core/setting.ts'
import './core/student.ts'
import { internshipsAccess } from './internships/access.ts'
import './internships/agenda.ts'
import './internships/agreement.ts'
import './internships/alert.ts'
import './internships/amendment.ts'
import './internships/sign-by-link.ts'
import './internships/check-by-link.ts'
import './internships/allocation-run.ts'
import './internships/campaign.ts'
import './internships/preference.ts'
import './internships/company-contact.ts'
import './internships/candidature.ts'
import './internships/chase-next.ts'
import './internships/checks.ts'
import './internships/company.ts'
import './internships/defense.ts'
import './internships/evaluation.ts'
import './internships/evaluation-reminder.ts'
import './internships/final-grade.ts'
import './internships/computed.ts'
import './internships/deliverable.ts'
import './internships/deliverable-due.ts'
import './internships/logbook.ts'
import './internships/offer.ts'
import './internships/placement.ts'
import './internships/retention/erasure.ts'
import './internships/signatory.ts'
import './internships/signature-reminder.ts'
import './internships/situation.ts'
import './internships/survey.ts'
import './internships/templates/template.ts'
import './internships/visit.ts'

// One line per domain. A domain that is not here does not exist for anybody.
registerAccess(coreAccess)
registerAccess(internshipsAccess)
registerAccess(clubsAccess)
registerAccess(runningAccess)
registerAccess(leadingAccess)
registerAccess(attendanceAccess)
registerAccess(cashAccess)
registerAccess(pageAccess)
registerAccess(pageRunningAccess)
registerAccess(runAccess)
