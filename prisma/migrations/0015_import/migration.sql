-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "ImportStatus" ADD VALUE 'undoing';
ALTER TYPE "ImportStatus" ADD VALUE 'undone';

-- AlterTable
ALTER TABLE "ImportedRow" ADD COLUMN     "leftWhy" JSONB,
ADD COLUMN     "partsAfter" JSONB;

-- CreateTable
CREATE TABLE "ImportLine" (
    "runId" UUID NOT NULL,
    "line" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "isWarned" BOOLEAN NOT NULL DEFAULT false,
    "title" TEXT NOT NULL,
    "recordId" UUID,
    "said" JSONB,

    CONSTRAINT "ImportLine_pkey" PRIMARY KEY ("runId","line")
);

-- CreateIndex
CREATE INDEX "ImportLine_runId_status_line_idx" ON "ImportLine"("runId", "status", "line");

-- AddForeignKey
ALTER TABLE "ImportLine" ADD CONSTRAINT "ImportLine_runId_fkey" FOREIGN KEY ("runId") REFERENCES "ImportRun"("id") ON DELETE CASCADE ON UPDATE CASCADE;
