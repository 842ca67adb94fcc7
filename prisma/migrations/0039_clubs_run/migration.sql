-- AlterTable
ALTER TABLE "Activity" ADD COLUMN     "cancellationRefusedAt" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "Improvement" (
    "id" UUID NOT NULL,
    "clubId" UUID,
    "said" TEXT NOT NULL,
    "done" TEXT,
    "doneOn" DATE,
    "isPublic" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Improvement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ClubArchive" (
    "id" UUID NOT NULL,
    "clubId" UUID NOT NULL,
    "year" TEXT NOT NULL,
    "fileId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ClubArchive_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Improvement_clubId_idx" ON "Improvement"("clubId");

-- CreateIndex
CREATE INDEX "ClubArchive_clubId_idx" ON "ClubArchive"("clubId");

-- CreateIndex
CREATE INDEX "ClubArchive_fileId_idx" ON "ClubArchive"("fileId");

-- AddForeignKey
ALTER TABLE "Improvement" ADD CONSTRAINT "Improvement_clubId_fkey" FOREIGN KEY ("clubId") REFERENCES "Club"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ClubArchive" ADD CONSTRAINT "ClubArchive_clubId_fkey" FOREIGN KEY ("clubId") REFERENCES "Club"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ClubArchive" ADD CONSTRAINT "ClubArchive_fileId_fkey" FOREIGN KEY ("fileId") REFERENCES "StoredFile"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


create index "Improvement_search_idx" on "Improvement" using gin ((preau_fold(coalesce("said", ''))) gin_trgm_ops);
comment on index "Improvement_search_idx" is 'preau_fold(coalesce("said", ''''))';

alter table "Activity" add constraint "Activity_cancellation_check"
  check ("cancellationApprovedAt" is null or "cancellationRefusedAt" is null);

-- The roll of honour says who they were that day, whatever becomes of the participant; by any door.
create function preau_winner_snapshot() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new."participantId" is not distinct from old."participantId" and new.team is not distinct from old.team then
    return new;
  end if;
  if new."participantId" is null then
    new."displayName" := new.team;
    new."programme" := null;
    new."level" := null;
  else
    select p."firstName" || ' ' || p."lastName", p.programme, p.level
      into new."displayName", new."programme", new."level"
      from "Participant" p where p.id = new."participantId";
  end if;
  return new;
end $$;
create trigger "Winner_snapshot" before insert or update on "Winner" for each row execute function preau_winner_snapshot();
