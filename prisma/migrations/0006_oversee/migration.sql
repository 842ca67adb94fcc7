-- CreateTable
CREATE TABLE "Impersonation" (
    "id" UUID NOT NULL,
    "viewerId" UUID NOT NULL,
    "viewedId" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "endsAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),
    "sid" TEXT,

    CONSTRAINT "Impersonation_pkey" PRIMARY KEY ("id")
);

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
CREATE INDEX "Impersonation_viewerId_idx" ON "Impersonation"("viewerId");

-- CreateIndex
CREATE INDEX "Impersonation_viewedId_idx" ON "Impersonation"("viewedId");

-- CreateIndex
CREATE INDEX "Impersonation_sid_idx" ON "Impersonation"("sid");

-- CreateIndex
CREATE INDEX "ProcessReport_seenAt_idx" ON "ProcessReport"("seenAt");

-- AddForeignKey
ALTER TABLE "Impersonation" ADD CONSTRAINT "Impersonation_viewerId_fkey" FOREIGN KEY ("viewerId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Impersonation" ADD CONSTRAINT "Impersonation_viewedId_fkey" FOREIGN KEY ("viewedId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Forgotten in a crash at no cost: each process says it again within seconds.
ALTER TABLE "ProcessReport" SET UNLOGGED;
