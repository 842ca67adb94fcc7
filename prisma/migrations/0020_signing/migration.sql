-- AlterEnum
ALTER TYPE "SignatureMethod" ADD VALUE 'account';

-- AlterTable
ALTER TABLE "AgreementVersion" ADD COLUMN     "verifyCode" TEXT;

-- AlterTable
ALTER TABLE "Amendment" ADD COLUMN     "appliedAt" TIMESTAMPTZ(3),
ADD COLUMN     "contactId" UUID,
ADD COLUMN     "endsOn" DATE,
ADD COLUMN     "generatedAt" TIMESTAMPTZ(3),
ADD COLUMN     "interruptedFrom" DATE,
ADD COLUMN     "interruptedUntil" DATE,
ADD COLUMN     "interruptionKind" "InterruptionKind",
ADD COLUMN     "pay" DECIMAL(14,2),
ADD COLUMN     "schoolTutorId" UUID,
ADD COLUMN     "signedAt" TIMESTAMPTZ(3),
ADD COLUMN     "snapshot" JSONB,
ADD COLUMN     "startsOn" DATE,
ADD COLUMN     "statusReason" TEXT,
ADD COLUMN     "templateVersion" TEXT,
ADD COLUMN     "verifyCode" TEXT,
ADD COLUMN     "weeklyDays" DECIMAL(3,1),
ADD COLUMN     "weeklyHours" DECIMAL(5,2);

-- AlterTable
ALTER TABLE "Signatory" ADD COLUMN     "delegateFrom" DATE,
ADD COLUMN     "delegateId" UUID,
ADD COLUMN     "delegateUntil" DATE,
ADD COLUMN     "signedBy" TEXT;

-- CreateIndex
CREATE UNIQUE INDEX "AgreementVersion_verifyCode_key" ON "AgreementVersion"("verifyCode");

-- CreateIndex
CREATE UNIQUE INDEX "Amendment_verifyCode_key" ON "Amendment"("verifyCode");

-- CreateIndex
CREATE INDEX "Amendment_contactId_idx" ON "Amendment"("contactId");

-- CreateIndex
CREATE INDEX "Amendment_schoolTutorId_idx" ON "Amendment"("schoolTutorId");

-- CreateIndex
CREATE INDEX "Signatory_delegateId_idx" ON "Signatory"("delegateId");

-- AddForeignKey
ALTER TABLE "Signatory" ADD CONSTRAINT "Signatory_delegateId_fkey" FOREIGN KEY ("delegateId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Amendment" ADD CONSTRAINT "Amendment_contactId_fkey" FOREIGN KEY ("contactId") REFERENCES "CompanyContact"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Amendment" ADD CONSTRAINT "Amendment_schoolTutorId_fkey" FOREIGN KEY ("schoolTutorId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- At most one amendment of an agreement is under way (domain/internships.md §3.6).
create unique index "Amendment_one_live" on "Amendment" ("agreementId")
  where status in ('draft', 'submitted', 'pedagogy_approved', 'approved', 'signing');

-- A frozen amendment keeps its document and its words.
create function preau_frozen_amendment() returns trigger language plpgsql as $$
begin
  raise exception 'frozen: amendment % is frozen since %', old.number, old."generatedAt" using errcode = 'P0001';
end $$;
create trigger "Amendment_frozen" before update on "Amendment"
  for each row when (old.sha256 is not null and (
    new.sha256 is distinct from old.sha256 or new.snapshot is distinct from old.snapshot
    or new."fileId" is distinct from old."fileId" or new.changes is distinct from old.changes
    or new."verifyCode" is distinct from old."verifyCode"))
  execute function preau_frozen_amendment();

-- A signature given is a fact: it may become void, nothing else about it changes.
create function preau_signature_given() returns trigger language plpgsql as $$
begin
  raise exception 'frozen: this signature was given on %', old."signedAt" using errcode = 'P0001';
end $$;
create trigger "Signatory_given" before update on "Signatory"
  for each row when (old.status = 'signed' and old."signedAt" is not null and (
    new.status not in ('signed', 'void') or new."signedAt" is distinct from old."signedAt"
    or new.sha256 is distinct from old.sha256 or new.capacity is distinct from old.capacity
    or new."personId" is distinct from old."personId" or new.name is distinct from old.name))
  execute function preau_signature_given();
