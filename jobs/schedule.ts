import { runAs, system } from '../src/access/actor.ts'
import { purgeAttendance } from '../src/domain/clubs/attendance-purge.ts'
import { watchRegisters } from '../src/domain/clubs/cash-night.ts'
import { sendDigests } from '../src/domain/core/digest.ts'
import { purge } from '../src/domain/core/purge.ts'
import { endOverdueViews } from '../src/domain/core/view-as.ts'
import { applyDueAmendments } from '../src/domain/internships/amendment-effects.ts'
import { watchBounces } from '../src/domain/internships/bounced.ts'
import { chaseCompanies } from '../src/domain/internships/chase.ts'
import { openEvaluations } from '../src/domain/internships/evaluation-opening.ts'
import { watchImpossible } from '../src/domain/internships/impossible.ts'
import { watchStarts } from '../src/domain/internships/late-start.ts'
import { chaseWeeks } from '../src/domain/internships/logbook-chase.ts'
import { refreshQualities } from '../src/domain/internships/quality.ts'
import { planEverything } from '../src/domain/internships/reminder.ts'
import { sendReminders } from '../src/domain/internships/reminder-send.ts'
import { listDue } from '../src/domain/internships/retention/due.ts'
import { followSurveys, prepareSurveys } from '../src/domain/internships/survey.ts'
import { watchInternships } from '../src/domain/internships/watch.ts'
import { purgeExports } from '../src/kit/export/kept.ts'
import { sealEvents } from '../src/platform/event-chain.ts'
import { sendPending } from '../src/platform/mail.ts'
import type { Schedule } from '../src/platform/schedule.ts'
import { mailAnchor } from './core/anchor.ts'
import {
  archiveAgreements,
  closeApplications,
  expireOffers,
  expireProposals,
  finishPlacements,
  followInterruptions,
  lapseAgreements,
  startEvaluations,
  startPlacements,
  wakeAlerts,
} from './internships/clock.ts'
import { lateDeliverables, missingDeliverables, openDeliverables } from './internships/following.ts'

// Everything that happens by itself, and when, at the time of the school.
const clock: Schedule[] = [
  { name: 'event.seal', every: { seconds: 30 }, run: sealEvents },
  { name: 'view.end', every: { seconds: 60 }, run: () => endOverdueViews(system('view.end')) },
  { name: 'mail.retry', every: { seconds: 300 }, run: sendPending },
  // The day ends at midnight; a few minutes later nobody has reason to think otherwise
  { name: 'proposal.expire', every: { seconds: 300 }, run: expireProposals },
  { name: 'campaign.closeApplications', at: '00:05', run: closeApplications },
  { name: 'amendment.apply', at: '00:03', run: applyDueAmendments },
  { name: 'placement.interrupt', at: '00:06', run: followInterruptions },
  { name: 'placement.start', at: '00:05', run: startPlacements },
  { name: 'placement.finish', at: '00:18', run: finishPlacements },
  { name: 'offer.expire', at: '00:10', run: expireOffers },
  { name: 'campaign.startEvaluation', at: '00:12', run: startEvaluations },
  { name: 'agreement.lapse', at: '00:15', run: lapseAgreements },
  { name: 'agreement.archive', at: '04:25', run: archiveAgreements },
  { name: 'retention.list', at: '04:30', run: listDue },
  { name: 'deliverable.open', at: '00:02', run: openDeliverables },
  { name: 'deliverable.late', at: '00:03', run: lateDeliverables },
  { name: 'deliverable.missing', at: '00:04', run: missingDeliverables },
  { name: 'reminder.plan', at: '00:25', run: planEverything },
  // Leaves in the morning; what an outage held back leaves as soon as the house is up, never in the evening
  { name: 'reminder.send', every: { seconds: 120 }, run: sendReminders },
  { name: 'evaluation.open', at: '00:20', run: openEvaluations },
  { name: 'company.quality', at: '00:40', run: refreshQualities },
  { name: 'survey.prepare', at: '00:22', run: prepareSurveys },
  // In the morning: an opening is a mail
  { name: 'survey.follow', at: '08:15', on: 'workdays', run: followSurveys },
  { name: 'impossible.watch', every: { seconds: 3_600 }, run: watchImpossible },
  { name: 'contact.bounced', every: { seconds: 3_600 }, run: async () => void (await watchBounces()) },
  { name: 'company.chase', at: '08:00', on: 'workdays', run: chaseCompanies },
  { name: 'placement.watchStart', at: '06:20', run: watchStarts },
  { name: 'logbook.chase', at: '08:10', on: 'workdays', run: chaseWeeks },
  { name: 'internship.watch', at: '06:40', run: watchInternships },
  { name: 'alert.wake', at: '06:30', run: wakeAlerts },
  { name: 'notice.digest', at: '07:30', on: 'workdays', run: ({ period }) => sendDigests(period) },
  { name: 'purge', at: '04:15', run: purge },
  { name: 'export.purge', at: '04:20', run: purgeExports },
  { name: 'attendance.purge', at: '04:25', run: purgeAttendance },
  { name: 'cash.verify', at: '04:40', run: watchRegisters },
  { name: 'anchor.mail', at: '06:00', run: mailAnchor },
]

/** Each runs under its own name: what it changes says so in the history. */
export const schedules: Schedule[] = clock.map((schedule) => ({
  ...schedule,
  run: (occasion) => runAs(system(schedule.name), () => schedule.run(occasion)),
}))
