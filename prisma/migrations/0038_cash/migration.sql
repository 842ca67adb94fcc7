-- DropIndex
DROP INDEX "Receipt_storageKey_key";

-- AlterTable
ALTER TABLE "CashBox" DROP COLUMN "keyVersion",
DROP COLUMN "wrappedKey",
ADD COLUMN     "brokenAt" INTEGER;

-- AlterTable
ALTER TABLE "CashCount" DROP COLUMN "countedSealed",
DROP COLUMN "expectedSealed",
ADD COLUMN     "clubId" UUID NOT NULL,
ADD COLUMN     "counted" BYTEA NOT NULL,
ADD COLUMN     "expected" BYTEA NOT NULL,
ADD COLUMN     "keyVersion" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "LedgerEntry" DROP COLUMN "amountSealed",
DROP COLUMN "commentSealed",
DROP COLUMN "motiveSealed",
DROP COLUMN "payeeSealed",
ADD COLUMN     "amount" BYTEA NOT NULL,
ADD COLUMN     "comment" BYTEA,
ADD COLUMN     "motive" BYTEA NOT NULL,
ADD COLUMN     "payee" BYTEA,
ADD COLUMN     "position" INTEGER;

-- AlterTable
ALTER TABLE "Receipt" DROP COLUMN "mime",
DROP COLUMN "size",
DROP COLUMN "storageKey",
ADD COLUMN     "fileId" UUID NOT NULL,
ADD COLUMN     "isChained" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "StoredFile" ADD COLUMN     "wrappedKey" TEXT;

-- CreateTable
CREATE TABLE "CashCheckpoint" (
    "id" UUID NOT NULL,
    "cashBoxId" UUID NOT NULL,
    "clubId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "headHash" TEXT NOT NULL,
    "sum" BYTEA NOT NULL,
    "keyVersion" INTEGER NOT NULL DEFAULT 1,
    "verifiedAt" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "CashCheckpoint_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ActivityBudget" (
    "id" UUID NOT NULL,
    "clubId" UUID NOT NULL,
    "activityId" UUID NOT NULL,
    "amount" BYTEA NOT NULL,
    "keyVersion" INTEGER NOT NULL DEFAULT 1,
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ActivityBudget_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SealKey" (
    "id" UUID NOT NULL,
    "ownerId" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "wrapped" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "SealKey_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "CashCheckpoint_cashBoxId_position_key" ON "CashCheckpoint"("cashBoxId", "position");

-- CreateIndex
CREATE UNIQUE INDEX "ActivityBudget_activityId_key" ON "ActivityBudget"("activityId");

-- CreateIndex
CREATE INDEX "ActivityBudget_clubId_idx" ON "ActivityBudget"("clubId");

-- CreateIndex
CREATE UNIQUE INDEX "SealKey_ownerId_version_key" ON "SealKey"("ownerId", "version");

-- CreateIndex
CREATE INDEX "CashCount_clubId_idx" ON "CashCount"("clubId");

-- CreateIndex
CREATE UNIQUE INDEX "LedgerEntry_cashBoxId_position_key" ON "LedgerEntry"("cashBoxId", "position");

-- CreateIndex
CREATE INDEX "Receipt_fileId_idx" ON "Receipt"("fileId");

-- AddForeignKey
ALTER TABLE "CashCheckpoint" ADD CONSTRAINT "CashCheckpoint_cashBoxId_fkey" FOREIGN KEY ("cashBoxId") REFERENCES "CashBox"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ActivityBudget" ADD CONSTRAINT "ActivityBudget_clubId_fkey" FOREIGN KEY ("clubId") REFERENCES "Club"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ActivityBudget" ADD CONSTRAINT "ActivityBudget_activityId_fkey" FOREIGN KEY ("activityId") REFERENCES "Activity"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Receipt" ADD CONSTRAINT "Receipt_fileId_fkey" FOREIGN KEY ("fileId") REFERENCES "StoredFile"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CashCount" ADD CONSTRAINT "CashCount_clubId_fkey" FOREIGN KEY ("clubId") REFERENCES "Club"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What is sealed never changes: drafts are written and removed, the register only grows. The owner of the tables too.
create function preau_ledger() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    if old.status <> 'draft' then
      raise exception 'append_only: entry % of the register is never removed', old.id using errcode = 'P0001';
    end if;
    return old;
  end if;
  if old.hash is not null and (
    to_jsonb(old) - array['status', 'isUnreceipted', 'version', 'updatedAt']
    is distinct from to_jsonb(new) - array['status', 'isUnreceipted', 'version', 'updatedAt']
    or new.status not in ('settled', 'reversed') or (old.status = 'reversed' and new.status <> 'reversed')
    or (new."isUnreceipted" and not old."isUnreceipted")
  ) then
    raise exception 'append_only: entry % of the register is never changed', old.id using errcode = 'P0001';
  end if;
  return new;
end $$;
create trigger "LedgerEntry_append_only" before update or delete on "LedgerEntry"
  for each row execute function preau_ledger();
create trigger "LedgerEntry_no_truncate" before truncate on "LedgerEntry"
  for each statement execute function preau_append_only();

create function preau_receipt() returns trigger language plpgsql as $$
begin
  if exists (select 1 from "LedgerEntry" e where e.id = old."entryId" and e.hash is not null) then
    raise exception 'append_only: a receipt of the register is never changed or removed' using errcode = 'P0001';
  end if;
  return coalesce(new, old);
end $$;
create trigger "Receipt_append_only" before update or delete on "Receipt"
  for each row execute function preau_receipt();

create trigger "CashCount_append_only" before delete on "CashCount"
  for each row execute function preau_append_only();

alter table "LedgerEntry"
  drop constraint "LedgerEntry_two_people_check",
  add constraint "LedgerEntry_two_people_check" check ("approverId" is null or ("approverId" <> "authorId")),
  add constraint "LedgerEntry_sealed_check" check (
    (status in ('settled', 'reversed')) = (hash is not null)
    and (hash is null) = (position is null) and (hash is null) = (seq is null) and (hash is null) = ("settledAt" is null)),
  add constraint "LedgerEntry_reverses_check" check ((kind = 'reversal') or "reversesId" is null),
  add constraint "LedgerEntry_position_check" check (position >= 1);
alter table "CashCheckpoint" add constraint "CashCheckpoint_position_check" check (position >= 1);
