-- CreateEnum
CREATE TYPE "ErasureStatus" AS ENUM ('due', 'kept', 'done');

-- AlterEnum
ALTER TYPE "PieceKind" ADD VALUE 'accident';

-- AlterTable
ALTER TABLE "StoredFile" ADD COLUMN     "erasedAt" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "EventRedaction" (
    "eventId" UUID NOT NULL,
    "batch" UUID NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "EventRedaction_pkey" PRIMARY KEY ("eventId")
);

-- CreateTable
CREATE TABLE "Erasure" (
    "id" UUID NOT NULL,
    "studentId" UUID NOT NULL,
    "dueOn" DATE NOT NULL,
    "basis" TEXT NOT NULL,
    "status" "ErasureStatus" NOT NULL DEFAULT 'due',
    "keptUntil" DATE,
    "reason" TEXT,
    "fileIds" UUID[],
    "doneById" UUID,
    "doneAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Erasure_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "EventRedaction_batch_idx" ON "EventRedaction"("batch");

-- CreateIndex
CREATE UNIQUE INDEX "Erasure_studentId_key" ON "Erasure"("studentId");

-- CreateIndex
CREATE INDEX "Erasure_status_id_idx" ON "Erasure"("status", "id");

-- CreateIndex
CREATE INDEX "Erasure_createdAt_id_idx" ON "Erasure"("createdAt", "id");

-- CreateIndex
CREATE INDEX "Erasure_doneById_idx" ON "Erasure"("doneById");

-- AddForeignKey
ALTER TABLE "EventRedaction" ADD CONSTRAINT "EventRedaction_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "Event"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Erasure" ADD CONSTRAINT "Erasure_studentId_fkey" FOREIGN KEY ("studentId") REFERENCES "Student"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Erasure" ADD CONSTRAINT "Erasure_doneById_fkey" FOREIGN KEY ("doneById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Words are taken out at the end of their time, and by nothing but an erasure under way. The application still may not
-- touch these rows: it calls two functions of the owner, whose triggers let through what they do and nothing else.
create function preau_is_erasing() returns boolean language sql stable as $$
  select current_setting('preau.erasing', true) = 'on' and current_user <> 'preau_app' and current_user <> 'preau_reader'
$$;

create or replace function preau_append_only() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and tg_table_name = 'Event' and preau_is_erasing() then
    if new.id = old.id and new.at = old.at and new.role = old.role and new.noun = old.noun and new.verb = old.verb
      and new."recordId" = old."recordId" and new."actorId" is not distinct from old."actorId"
      and new."impersonatorId" is not distinct from old."impersonatorId"
      and new."requestId" is not distinct from old."requestId" then
      return new;
    end if;
  end if;
  raise exception 'append_only: rows of "%" are never changed or removed', tg_table_name using errcode = 'P0001';
end $$;

create function preau_erasure_under_way(batch uuid) returns void language plpgsql as $$
begin
  if not exists (select 1 from "Erasure" where id = batch and status <> 'done') then
    raise exception 'erasure: % is not under way', batch using errcode = 'P0001';
  end if;
end $$;

create function preau_redact_event(batch uuid, event uuid, words_before jsonb, words_after jsonb, words_reason text, words_ip text)
  returns integer language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform preau_erasure_under_way(batch);
  perform set_config('preau.erasing', 'on', true);
  update "Event" set before = words_before, after = words_after, reason = words_reason, ip = words_ip where id = event;
  perform set_config('preau.erasing', 'off', true);
  return 1;
end $$;

create function preau_erase_frozen(batch uuid, noun text, record uuid, words jsonb)
  returns integer language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform preau_erasure_under_way(batch);
  perform set_config('preau.erasing', 'on', true);
  if noun = 'AgreementVersion' then
    update "AgreementVersion" set snapshot = coalesce(words->'snapshot', snapshot) where id = record;
  elsif noun = 'Certificate' then
    update "Certificate" set snapshot = coalesce(words->'snapshot', snapshot) where id = record;
  elsif noun = 'Amendment' then
    update "Amendment" set snapshot = coalesce(words->'snapshot', snapshot), changes = coalesce(words->'changes', changes),
      reason = null, "statusReason" = null where id = record;
  elsif noun = 'Signatory' then
    update "Signatory" set name = coalesce(words->>'name', name), email = null, ip = null, "signedBy" = null, reason = null
      where id = record;
  else
    raise exception 'erasure: nothing frozen in %', noun using errcode = 'P0001';
  end if;
  perform set_config('preau.erasing', 'off', true);
  return 1;
end $$;

revoke all on function preau_redact_event(uuid, uuid, jsonb, jsonb, text, text) from public;
revoke all on function preau_erase_frozen(uuid, text, uuid, jsonb) from public;
grant execute on function preau_redact_event(uuid, uuid, jsonb, jsonb, text, text) to preau_app;
grant execute on function preau_erase_frozen(uuid, text, uuid, jsonb) to preau_app;

-- The documents that are frozen stay so for everybody else.
create or replace function preau_frozen_document() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and preau_is_erasing() and new.sha256 = old.sha256 and new."fileId" is not distinct from old."fileId" then
    return new;
  end if;
  raise exception 'frozen: version % of this agreement is frozen since %', old.number, old."generatedAt" using errcode = 'P0001';
end $$;
create or replace function preau_frozen_amendment() returns trigger language plpgsql as $$
begin
  if preau_is_erasing() and new.sha256 = old.sha256 and new."fileId" is not distinct from old."fileId" then
    return new;
  end if;
  raise exception 'frozen: amendment % is frozen since %', old.number, old."generatedAt" using errcode = 'P0001';
end $$;
create or replace function preau_signature_given() returns trigger language plpgsql as $$
begin
  if preau_is_erasing() and new.status = old.status and new.sha256 is not distinct from old.sha256
    and new."signedAt" is not distinct from old."signedAt" then
    return new;
  end if;
  raise exception 'frozen: this signature was given on %', old."signedAt" using errcode = 'P0001';
end $$;
create or replace function preau_certificate_frozen() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and preau_is_erasing() and new.sha256 = old.sha256 and new."fileId" is not distinct from old."fileId" then
    return new;
  end if;
  raise exception 'frozen: certificate % is frozen since %', old.number, old."generatedAt" using errcode = 'P0001';
end $$;
revoke insert, update, delete on "EventRedaction" from preau_app;
grant insert on "EventRedaction" to preau_app;
create trigger "EventRedaction_append_only" before update or delete on "EventRedaction"
  for each row execute function preau_append_only();
