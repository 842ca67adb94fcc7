-- AlterEnum
ALTER TYPE "ExportFormat" ADD VALUE 'zip';

-- AlterTable
ALTER TABLE "Campaign" ADD COLUMN     "finalLeadDays" INTEGER NOT NULL DEFAULT 14,
ADD COLUMN     "midtermLeadDays" INTEGER NOT NULL DEFAULT 7,
ADD COLUMN     "minPresence" INTEGER NOT NULL DEFAULT 30;

-- AlterTable
ALTER TABLE "Defense" ADD COLUMN     "remarks" TEXT;

-- AlterTable
ALTER TABLE "Evaluation" ADD COLUMN     "initiative" DECIMAL(4,2),
ADD COLUMN     "remindedAt" TIMESTAMPTZ(3),
ADD COLUMN     "teamwork" DECIMAL(4,2);

-- AlterTable
ALTER TABLE "FinalGrade" ADD COLUMN     "exempted" TEXT;

-- AlterTable
ALTER TABLE "GradingScheme" ADD COLUMN     "passMark" DECIMAL(4,2) NOT NULL DEFAULT 10;

-- AlterTable
ALTER TABLE "MailDelivery" ADD COLUMN     "calendar" TEXT;

-- CreateTable
CREATE TABLE "Certificate" (
    "id" UUID NOT NULL,
    "placementId" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "snapshot" JSONB NOT NULL,
    "fileId" UUID,
    "sha256" TEXT,
    "templateVersion" TEXT,
    "generatedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Certificate_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Certificate_placementId_key" ON "Certificate"("placementId");

-- CreateIndex
CREATE UNIQUE INDEX "Certificate_number_key" ON "Certificate"("number");

-- CreateIndex
CREATE INDEX "Certificate_fileId_idx" ON "Certificate"("fileId");

-- CreateIndex
CREATE INDEX "Certificate_createdAt_id_idx" ON "Certificate"("createdAt", "id");

-- AddForeignKey
ALTER TABLE "Certificate" ADD CONSTRAINT "Certificate_placementId_fkey" FOREIGN KEY ("placementId") REFERENCES "Placement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Certificate" ADD CONSTRAINT "Certificate_fileId_fkey" FOREIGN KEY ("fileId") REFERENCES "StoredFile"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


create index "Certificate_search_idx" on "Certificate" using gin ((preau_fold(coalesce("number", ''))) gin_trgm_ops);
comment on index "Certificate_search_idx" is 'preau_fold(coalesce("number", ''''))';

-- What must hold whatever the code does.
alter table "Evaluation" add constraint "Evaluation_criteria_check" check (initiative between 0 and 20 and teamwork between 0 and 20);
alter table "Campaign" add constraint "Campaign_evaluation_check"
  check ("midtermLeadDays" >= 0 and "finalLeadDays" >= 0 and "minPresence" between 0 and 100);
alter table "GradingScheme" add constraint "GradingScheme_scale_check"
  check ("passMark" between 0 and 20 and "defenseFloor" between 0 and 20 and "latePenalty" >= 0 and rounding > 0);
alter table "Defense" add constraint "Defense_hours_check" check ("endsAt" > "startsAt");
alter table "Defense" add constraint "Defense_grade_check" check (grade between 0 and 20);

-- A certificate once printed keeps its bytes and its words.
create function preau_certificate_frozen() returns trigger language plpgsql as $$
begin
  raise exception 'frozen: certificate % is frozen since %', old.number, old."generatedAt" using errcode = 'P0001';
end $$;
create trigger "Certificate_frozen" before update or delete on "Certificate"
  for each row when (old.sha256 is not null) execute function preau_certificate_frozen();
