-- CreateEnum
CREATE TYPE "AcademicRank" AS ENUM ('professor', 'associate', 'lecturer', 'professional');

-- AlterTable
ALTER TABLE "Campaign" ADD COLUMN     "gradesFirst" BOOLEAN NOT NULL DEFAULT true;

-- AlterTable
ALTER TABLE "Company" ADD COLUMN     "quality" INTEGER,
ADD COLUMN     "qualityAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Defense" ADD COLUMN     "formFileId" UUID;

-- AlterTable
ALTER TABLE "Placement" ADD COLUMN     "wasHired" BOOLEAN;

-- AlterTable
ALTER TABLE "Survey" ADD COLUMN     "remindedAt" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "Teacher" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "rank" "AcademicRank" NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Teacher_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SurveyInvitation" (
    "id" UUID NOT NULL,
    "surveyId" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "answeredAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "SurveyInvitation_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Teacher_personId_key" ON "Teacher"("personId");

-- CreateIndex
CREATE INDEX "SurveyInvitation_personId_idx" ON "SurveyInvitation"("personId");

-- CreateIndex
CREATE UNIQUE INDEX "SurveyInvitation_surveyId_personId_key" ON "SurveyInvitation"("surveyId", "personId");

-- CreateIndex
CREATE INDEX "Company_quality_id_idx" ON "Company"("quality", "id");

-- CreateIndex
CREATE INDEX "Defense_formFileId_idx" ON "Defense"("formFileId");

-- AddForeignKey
ALTER TABLE "Teacher" ADD CONSTRAINT "Teacher_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Defense" ADD CONSTRAINT "Defense_formFileId_fkey" FOREIGN KEY ("formFileId") REFERENCES "StoredFile"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SurveyInvitation" ADD CONSTRAINT "SurveyInvitation_surveyId_fkey" FOREIGN KEY ("surveyId") REFERENCES "Survey"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SurveyInvitation" ADD CONSTRAINT "SurveyInvitation_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
