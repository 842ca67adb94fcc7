-- CreateEnum
CREATE TYPE "AllocationStatus" AS ENUM ('draft', 'publishing', 'published', 'discarded');

-- AlterTable
ALTER TABLE "AllocationRun" ADD COLUMN     "publishedAt" TIMESTAMPTZ(3),
ADD COLUMN     "status" "AllocationStatus" NOT NULL DEFAULT 'draft',
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "AllocationResult" (
    "id" UUID NOT NULL,
    "runId" UUID NOT NULL,
    "studentId" UUID NOT NULL,
    "order" INTEGER NOT NULL,
    "offerId" UUID,
    "rank" INTEGER,
    "isPinned" BOOLEAN NOT NULL DEFAULT false,
    "explanation" TEXT NOT NULL,
    "placementId" UUID,

    CONSTRAINT "AllocationResult_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AllocationPin" (
    "id" UUID NOT NULL,
    "campaignId" UUID NOT NULL,
    "studentId" UUID NOT NULL,
    "offerId" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "AllocationPin_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "AllocationResult_placementId_key" ON "AllocationResult"("placementId");

-- CreateIndex
CREATE INDEX "AllocationResult_studentId_idx" ON "AllocationResult"("studentId");

-- CreateIndex
CREATE INDEX "AllocationResult_offerId_idx" ON "AllocationResult"("offerId");

-- CreateIndex
CREATE UNIQUE INDEX "AllocationResult_runId_studentId_key" ON "AllocationResult"("runId", "studentId");

-- CreateIndex
CREATE INDEX "AllocationPin_studentId_idx" ON "AllocationPin"("studentId");

-- CreateIndex
CREATE INDEX "AllocationPin_offerId_idx" ON "AllocationPin"("offerId");

-- CreateIndex
CREATE UNIQUE INDEX "AllocationPin_campaignId_studentId_key" ON "AllocationPin"("campaignId", "studentId");

-- AddForeignKey
ALTER TABLE "AllocationResult" ADD CONSTRAINT "AllocationResult_runId_fkey" FOREIGN KEY ("runId") REFERENCES "AllocationRun"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AllocationResult" ADD CONSTRAINT "AllocationResult_studentId_fkey" FOREIGN KEY ("studentId") REFERENCES "Student"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AllocationResult" ADD CONSTRAINT "AllocationResult_offerId_fkey" FOREIGN KEY ("offerId") REFERENCES "Offer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AllocationResult" ADD CONSTRAINT "AllocationResult_placementId_fkey" FOREIGN KEY ("placementId") REFERENCES "Placement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AllocationPin" ADD CONSTRAINT "AllocationPin_campaignId_fkey" FOREIGN KEY ("campaignId") REFERENCES "Campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AllocationPin" ADD CONSTRAINT "AllocationPin_studentId_fkey" FOREIGN KEY ("studentId") REFERENCES "Student"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AllocationPin" ADD CONSTRAINT "AllocationPin_offerId_fkey" FOREIGN KEY ("offerId") REFERENCES "Offer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


create index "AllocationRun_search_idx" on "AllocationRun" using gin ((preau_fold(coalesce("seed", ''))) gin_trgm_ops);
comment on index "AllocationRun_search_idx" is 'preau_fold(coalesce("seed", ''''))';
