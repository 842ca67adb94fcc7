-- AlterTable
ALTER TABLE "CalendarFeed" ADD COLUMN     "lastUsedAt" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "Event_noun_at_idx" ON "Event"("noun", "at");
