-- CreateEnum
CREATE TYPE "DigestPace" AS ENUM ('immediate', 'daily', 'never');

-- CreateEnum
CREATE TYPE "ExportFormat" AS ENUM ('csv', 'xlsx', 'pdf');

-- CreateEnum
CREATE TYPE "TaskStatus" AS ENUM ('waiting', 'running', 'done', 'partial', 'failed');

-- AlterTable
ALTER TABLE "ImportRun" ADD COLUMN     "total" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "Notification" ADD COLUMN     "mailedAt" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "Comment" (
    "id" UUID NOT NULL,
    "noun" TEXT NOT NULL,
    "recordId" UUID NOT NULL,
    "authorId" UUID NOT NULL,
    "body" TEXT NOT NULL,
    "mentions" UUID[],
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Comment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TrashedRecord" (
    "id" UUID NOT NULL,
    "noun" TEXT NOT NULL,
    "recordId" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "deletedById" UUID,
    "deletedAt" TIMESTAMPTZ(3) NOT NULL,
    "restoredAt" TIMESTAMPTZ(3),

    CONSTRAINT "TrashedRecord_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DefaultView" (
    "personId" UUID NOT NULL,
    "model" TEXT NOT NULL,
    "viewId" UUID NOT NULL,

    CONSTRAINT "DefaultView_pkey" PRIMARY KEY ("personId","model")
);

-- CreateTable
CREATE TABLE "ExportRun" (
    "id" UUID NOT NULL,
    "model" TEXT NOT NULL,
    "format" "ExportFormat" NOT NULL,
    "query" JSONB NOT NULL,
    "status" "TaskStatus" NOT NULL DEFAULT 'waiting',
    "rows" INTEGER NOT NULL DEFAULT 0,
    "fileId" UUID,
    "expiresAt" TIMESTAMPTZ(3),
    "error" TEXT,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ExportRun_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "BulkRun" (
    "id" UUID NOT NULL,
    "model" TEXT NOT NULL,
    "verb" TEXT NOT NULL,
    "query" JSONB NOT NULL,
    "input" JSONB NOT NULL,
    "reason" TEXT,
    "isAtomic" BOOLEAN NOT NULL DEFAULT false,
    "status" "TaskStatus" NOT NULL DEFAULT 'waiting',
    "total" INTEGER NOT NULL DEFAULT 0,
    "done" INTEGER NOT NULL DEFAULT 0,
    "refused" INTEGER NOT NULL DEFAULT 0,
    "report" JSONB,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "BulkRun_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ImportMapping" (
    "personId" UUID NOT NULL,
    "model" TEXT NOT NULL,
    "headers" TEXT NOT NULL,
    "mapping" JSONB NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ImportMapping_pkey" PRIMARY KEY ("personId","model","headers")
);

-- CreateTable
CREATE TABLE "ImportedRow" (
    "id" UUID NOT NULL,
    "runId" UUID NOT NULL,
    "line" INTEGER NOT NULL,
    "recordId" UUID NOT NULL,
    "verb" TEXT NOT NULL,
    "versionAfter" INTEGER,
    "before" JSONB,
    "undoneAt" TIMESTAMPTZ(3),

    CONSTRAINT "ImportedRow_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "NotificationPreference" (
    "personId" UUID NOT NULL,
    "pace" "DigestPace" NOT NULL DEFAULT 'immediate',
    "digestedAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 0,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "NotificationPreference_pkey" PRIMARY KEY ("personId")
);

-- CreateTable
CREATE TABLE "CalendarFeed" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "CalendarFeed_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Comment_noun_recordId_createdAt_idx" ON "Comment"("noun", "recordId", "createdAt");

-- CreateIndex
CREATE INDEX "Comment_authorId_idx" ON "Comment"("authorId");

-- CreateIndex
CREATE INDEX "TrashedRecord_noun_recordId_idx" ON "TrashedRecord"("noun", "recordId");

-- CreateIndex
CREATE INDEX "TrashedRecord_deletedById_idx" ON "TrashedRecord"("deletedById");

-- CreateIndex
CREATE INDEX "TrashedRecord_deletedAt_idx" ON "TrashedRecord"("deletedAt");

-- CreateIndex
CREATE INDEX "DefaultView_viewId_idx" ON "DefaultView"("viewId");

-- CreateIndex
CREATE INDEX "ExportRun_createdById_idx" ON "ExportRun"("createdById");

-- CreateIndex
CREATE INDEX "ExportRun_fileId_idx" ON "ExportRun"("fileId");

-- CreateIndex
CREATE INDEX "ExportRun_status_expiresAt_idx" ON "ExportRun"("status", "expiresAt");

-- CreateIndex
CREATE INDEX "BulkRun_createdById_idx" ON "BulkRun"("createdById");

-- CreateIndex
CREATE UNIQUE INDEX "ImportedRow_runId_line_key" ON "ImportedRow"("runId", "line");

-- CreateIndex
CREATE UNIQUE INDEX "CalendarFeed_tokenHash_key" ON "CalendarFeed"("tokenHash");

-- CreateIndex
CREATE INDEX "CalendarFeed_personId_idx" ON "CalendarFeed"("personId");

-- AddForeignKey
ALTER TABLE "Comment" ADD CONSTRAINT "Comment_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TrashedRecord" ADD CONSTRAINT "TrashedRecord_deletedById_fkey" FOREIGN KEY ("deletedById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DefaultView" ADD CONSTRAINT "DefaultView_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DefaultView" ADD CONSTRAINT "DefaultView_viewId_fkey" FOREIGN KEY ("viewId") REFERENCES "SavedView"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ExportRun" ADD CONSTRAINT "ExportRun_fileId_fkey" FOREIGN KEY ("fileId") REFERENCES "StoredFile"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ExportRun" ADD CONSTRAINT "ExportRun_createdById_fkey" FOREIGN KEY ("createdById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BulkRun" ADD CONSTRAINT "BulkRun_createdById_fkey" FOREIGN KEY ("createdById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImportMapping" ADD CONSTRAINT "ImportMapping_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImportedRow" ADD CONSTRAINT "ImportedRow_runId_fkey" FOREIGN KEY ("runId") REFERENCES "ImportRun"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "NotificationPreference" ADD CONSTRAINT "NotificationPreference_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CalendarFeed" ADD CONSTRAINT "CalendarFeed_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;


create index "TrashedRecord_search_idx" on "TrashedRecord" using gin ((preau_fold(coalesce("title", ''))) gin_trgm_ops);
comment on index "TrashedRecord_search_idx" is 'preau_fold(coalesce("title", ''''))';
