import { later, now } from '../../platform/clock.ts'
import { transaction } from '../../platform/db.ts'

const SIGNAL_DAYS = 30
const GRANT_DAYS = 3

/** What served to tell people from robots is not kept: addresses, phones and signals go after thirty days. */
export async function purgeAttendance(): Promise<void> {
  const [signals, grants] = [later(now(), { days: -SIGNAL_DAYS }), later(now(), { days: -GRANT_DAYS })]
  await transaction(
    async (tx) => {
      await tx.attendanceTry.deleteMany({ where: { at: { lt: signals } } })
      await tx.attendanceSignal.deleteMany({ where: { createdAt: { lt: signals } } })
      await tx.attendanceGrant.deleteMany({ where: { hardUntil: { lt: grants } } })
      await tx.attendance.updateMany({
        where: { receivedAt: { lt: signals }, OR: [{ ipHash: { not: null } }, { didHash: { not: null } }] },
        data: { ipHash: null, didHash: null },
      })
    },
    { long: true },
  )
}
