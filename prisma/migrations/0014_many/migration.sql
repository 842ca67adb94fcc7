-- AlterEnum
ALTER TYPE "TaskStatus" ADD VALUE 'cancelled';

-- CreateTable
CREATE TABLE "BulkItem" (
    "runId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "recordId" UUID NOT NULL,
    "outcome" TEXT,
    "refusal" JSONB,

    CONSTRAINT "BulkItem_pkey" PRIMARY KEY ("runId","position")
);

-- CreateIndex
CREATE INDEX "BulkItem_runId_outcome_position_idx" ON "BulkItem"("runId", "outcome", "position");

-- AddForeignKey
ALTER TABLE "BulkItem" ADD CONSTRAINT "BulkItem_runId_fkey" FOREIGN KEY ("runId") REFERENCES "BulkRun"("id") ON DELETE CASCADE ON UPDATE CASCADE;
