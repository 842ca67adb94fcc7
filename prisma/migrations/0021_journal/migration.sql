-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "PieceKind" ADD VALUE 'absence';
ALTER TYPE "PieceKind" ADD VALUE 'presence';

-- AlterTable
ALTER TABLE "LogbookEntry" ADD COLUMN     "isAbsent" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "NotificationLog" ADD COLUMN     "deliverableId" UUID,
ADD COLUMN     "dueOn" DATE,
ADD COLUMN     "label" TEXT NOT NULL DEFAULT 'Rappel',
ADD COLUMN     "personId" UUID,
ADD COLUMN     "placementId" UUID;

-- AlterTable
ALTER TABLE "Placement" ADD COLUMN     "approvedHours" DECIMAL(7,2) NOT NULL DEFAULT 0,
ADD COLUMN     "plannedHours" DECIMAL(7,2);

-- CreateIndex
CREATE INDEX "NotificationLog_placementId_idx" ON "NotificationLog"("placementId");

-- CreateIndex
CREATE INDEX "NotificationLog_deliverableId_idx" ON "NotificationLog"("deliverableId");

-- CreateIndex
CREATE INDEX "NotificationLog_personId_plannedAt_idx" ON "NotificationLog"("personId", "plannedAt");

-- AddForeignKey
ALTER TABLE "NotificationLog" ADD CONSTRAINT "NotificationLog_placementId_fkey" FOREIGN KEY ("placementId") REFERENCES "Placement"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "NotificationLog" ADD CONSTRAINT "NotificationLog_deliverableId_fkey" FOREIGN KEY ("deliverableId") REFERENCES "Deliverable"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "NotificationLog" ADD CONSTRAINT "NotificationLog_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A day of absence is written down with no hour at all.
alter table "LogbookEntry" drop constraint "LogbookEntry_hours_check";
alter table "LogbookEntry" add constraint "LogbookEntry_hours_check" check (hours >= 0 and hours <= 24);
