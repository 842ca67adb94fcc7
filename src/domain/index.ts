import { registerAccess } from '../access/rights.ts'
import { coreAccess } from './core/access.ts'
import './core/account-flow.ts'
import './core/invite.ts'
import './core/mail-delivery.ts'
import './core/role-assignment.ts'
import './core/saved-view.ts'
import './core/setting.ts'
import './core/student.ts'
import { internshipsAccess } from './internships/access.ts'
import './internships/agreement.ts'
import './internships/alert.ts'
import './internships/campaign.ts'
import './internships/company-contact.ts'
import './internships/candidature.ts'
import './internships/checks.ts'
import './internships/company.ts'
import './internships/offer.ts'
import './internships/placement.ts'

// One line per domain. A domain that is not here does not exist for anybody.
registerAccess(coreAccess)
registerAccess(internshipsAccess)
