-- AlterTable
ALTER TABLE "Impersonation" ADD COLUMN     "sid" TEXT;

-- CreateTable
CREATE TABLE "ProcessReport" (
    "id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "pid" INTEGER NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "seenAt" TIMESTAMPTZ(3) NOT NULL,
    "report" JSONB NOT NULL,

    CONSTRAINT "ProcessReport_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "ProcessReport_seenAt_idx" ON "ProcessReport"("seenAt");

-- CreateIndex
CREATE INDEX "Impersonation_sid_idx" ON "Impersonation"("sid");

-- Forgotten in a crash at no cost: each process says it again within seconds.
ALTER TABLE "ProcessReport" SET UNLOGGED;
