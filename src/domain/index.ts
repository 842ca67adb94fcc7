import { registerAccess } from '../access/rights.ts'
import { coreAccess } from './core/access.ts'
import { internshipsAccess } from './internships/access.ts'

// One line per domain. A domain that is not here does not exist for anybody.
registerAccess(coreAccess)
registerAccess(internshipsAccess)
