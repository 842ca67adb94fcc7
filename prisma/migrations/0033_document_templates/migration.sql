-- CreateEnum
CREATE TYPE "DocumentKind" AS ENUM ('agreement', 'amendment', 'certificate', 'minutes');

-- CreateEnum
CREATE TYPE "DocumentLanguage" AS ENUM ('fr', 'en');

-- CreateEnum
CREATE TYPE "TemplateStatus" AS ENUM ('draft', 'published', 'retired');

-- AlterTable
ALTER TABLE "Campaign" ADD COLUMN     "documentLanguage" "DocumentLanguage" NOT NULL DEFAULT 'fr';

-- CreateTable
CREATE TABLE "DocumentTemplate" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kind" "DocumentKind" NOT NULL,
    "campaignId" UUID,
    "language" "DocumentLanguage" NOT NULL DEFAULT 'fr',
    "body" TEXT,
    "status" "TemplateStatus" NOT NULL DEFAULT 'draft',
    "number" INTEGER NOT NULL DEFAULT 0,
    "publishedAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "DocumentTemplate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DocumentTemplateVersion" (
    "id" UUID NOT NULL,
    "templateId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "body" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "publishedById" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "DocumentTemplateVersion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TemplatePreview" (
    "personId" UUID NOT NULL,
    "templateId" UUID NOT NULL,
    "body" TEXT NOT NULL,
    "recordId" UUID,
    "turn" UUID NOT NULL,
    "problem" JSONB,
    "pdfId" UUID,
    "pictureId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "TemplatePreview_pkey" PRIMARY KEY ("personId")
);

-- CreateIndex
CREATE INDEX "DocumentTemplate_kind_language_status_idx" ON "DocumentTemplate"("kind", "language", "status");

-- CreateIndex
CREATE INDEX "DocumentTemplate_campaignId_idx" ON "DocumentTemplate"("campaignId");

-- CreateIndex
CREATE INDEX "DocumentTemplate_createdAt_id_idx" ON "DocumentTemplate"("createdAt", "id");

-- CreateIndex
CREATE INDEX "DocumentTemplateVersion_publishedById_idx" ON "DocumentTemplateVersion"("publishedById");

-- CreateIndex
CREATE UNIQUE INDEX "DocumentTemplateVersion_templateId_number_key" ON "DocumentTemplateVersion"("templateId", "number");

-- AddForeignKey
ALTER TABLE "DocumentTemplate" ADD CONSTRAINT "DocumentTemplate_campaignId_fkey" FOREIGN KEY ("campaignId") REFERENCES "Campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DocumentTemplateVersion" ADD CONSTRAINT "DocumentTemplateVersion_templateId_fkey" FOREIGN KEY ("templateId") REFERENCES "DocumentTemplate"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DocumentTemplateVersion" ADD CONSTRAINT "DocumentTemplateVersion_publishedById_fkey" FOREIGN KEY ("publishedById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TemplatePreview" ADD CONSTRAINT "TemplatePreview_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;


create index "DocumentTemplate_search_idx" on "DocumentTemplate" using gin ((preau_fold(coalesce("name", ''))) gin_trgm_ops);
comment on index "DocumentTemplate_search_idx" is 'preau_fold(coalesce("name", ''''))';

-- One published template for a document, a campaign and a language; none is a campaign too.
create unique index "DocumentTemplate_published_key" on "DocumentTemplate" (kind, "campaignId", language)
  nulls not distinct where (status = 'published');

-- What was published once is what documents were printed with: never rewritten.
create trigger "DocumentTemplateVersion_append_only" before update or delete on "DocumentTemplateVersion"
  for each row execute function preau_append_only();
