-- What Prisma cannot say: who may touch what, what never changes, what must hold whatever the code does.
-- Runs on PostgreSQL 15 and later, as the owner of the database (who may create roles).

create extension if not exists pg_trgm;

-- 1. Roles. They live in the cluster, shared by its databases: made once, then only granted.
do $$
declare
  wanted text;
begin
  foreach wanted in array array['preau_app', 'preau_reader'] loop
    begin
      if not exists (select from pg_roles where rolname = wanted) then
        execute format('create role %I nologin', wanted);
      end if;
    exception when duplicate_object or unique_violation then
      null; -- another database of the same cluster made it meanwhile
    end;
    if not pg_has_role(current_user, wanted, 'member') then
      execute format('grant %I to %I', wanted, current_user);
    end if;
  end loop;
end $$;

grant usage on schema public to preau_app, preau_reader;
grant select, insert, update, delete on all tables in schema public to preau_app;
grant usage, select on all sequences in schema public to preau_app;
grant select on all tables in schema public to preau_reader;
alter default privileges in schema public grant select, insert, update, delete on tables to preau_app;
alter default privileges in schema public grant usage, select on sequences to preau_app;
alter default privileges in schema public grant select on tables to preau_reader;
do $$ begin
  -- Absent from the shadow database on which Prisma replays these files.
  if to_regclass('public._prisma_migrations') is not null then
    revoke insert, update, delete on _prisma_migrations from preau_app;
  end if;
end $$;
revoke update, delete, truncate on "Event", "EventSeal" from preau_app;

-- 2. The event log only grows. The trigger holds for the owner too, whom privileges do not stop.
create function preau_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'append_only: rows of "%" are never changed or removed', tg_table_name using errcode = 'P0001';
end $$;

create trigger "Event_append_only" before update or delete on "Event"
  for each row execute function preau_append_only();
create trigger "Event_no_truncate" before truncate on "Event"
  for each statement execute function preau_append_only();
create trigger "EventSeal_append_only" before update or delete on "EventSeal"
  for each row execute function preau_append_only();
create trigger "EventSeal_no_truncate" before truncate on "EventSeal"
  for each statement execute function preau_append_only();

-- 3. A document once frozen keeps its bytes and its words.
create function preau_frozen_document() returns trigger language plpgsql as $$
begin
  raise exception 'frozen: version % of this agreement is frozen since %', old.number, old."generatedAt" using errcode = 'P0001';
end $$;

create trigger "AgreementVersion_frozen" before update or delete on "AgreementVersion"
  for each row when (old.sha256 is not null) execute function preau_frozen_document();

create function preau_file_bytes() returns trigger language plpgsql as $$
begin
  raise exception 'frozen: the bytes of a stored file never change' using errcode = 'P0001';
end $$;

create trigger "StoredFile_bytes" before update on "StoredFile"
  for each row when (old.sha256 is distinct from new.sha256 or old."storageKey" is distinct from new."storageKey"
    or old.size is distinct from new.size)
  execute function preau_file_bytes();

-- 4. A candidature belongs to the campaign of its offer: copied here so that the list of one campaign needs no join.
create function preau_candidature_campaign() returns trigger language plpgsql as $$
begin
  select o."campaignId" into new."campaignId" from "Offer" o where o.id = new."offerId";
  return new;
end $$;

create trigger "Candidature_campaign" before insert or update of "offerId", "campaignId" on "Candidature"
  for each row execute function preau_candidature_campaign();

create function preau_offer_campaign() returns trigger language plpgsql as $$
begin
  update "Candidature" set "campaignId" = new."campaignId" where "offerId" = new.id;
  return null;
end $$;

create trigger "Offer_campaign" after update of "campaignId" on "Offer"
  for each row when (old."campaignId" is distinct from new."campaignId") execute function preau_offer_campaign();

-- 5. Search ignores case, accents, ligatures and the kind of apostrophe. No collation is involved: the same on every server.
--    In plpgsql and dear on purpose: an SQL function is inlined, then looks cheaper to the planner than the search index.
create function preau_fold(input text) returns text language plpgsql immutable strict parallel safe cost 1000 as $$
begin
  return replace(replace(replace(replace(
    lower(translate(regexp_replace(normalize(input, NFD), '[\u0300-\u036f]', '', 'g'), E'\u2019\u00a0\u202f', '''  ')),
    E'\u0153', 'oe'), E'\u0152', 'oe'), E'\u00e6', 'ae'), E'\u00c6', 'ae');
end $$;

-- 6. What must hold whatever the code does.
alter table "Offer"
  add constraint "Offer_seats_check" check (seats >= 1),
  add constraint "Offer_taken_check" check (taken between 0 and seats),
  add constraint "Offer_dates_check" check ("endsOn" >= "startsOn"),
  add constraint "Offer_pay_check" check (pay >= 0);
alter table "Campaign"
  add constraint "Campaign_window_check" check ("closesOn" >= "opensOn"),
  add constraint "Campaign_dates_check" check ("endsOn" >= "startsOn"),
  add constraint "Campaign_limits_check" check ("maxCandidatures" >= 1 and "proposalDays" >= 1 and capacity >= 0);
alter table "Placement"
  add constraint "Placement_dates_check" check ("endsOn" >= "startsOn"),
  add constraint "Placement_hours_check" check ("weeklyHours" > 0 and "weeklyHours" <= 80 and "weeklyDays" between 0.5 and 7),
  add constraint "Placement_pay_check" check (pay >= 0);
alter table "Agreement"
  add constraint "Agreement_dates_check" check ("endsOn" >= "startsOn"),
  add constraint "Agreement_pay_check" check (pay >= 0);
alter table "PresencePeriod" add constraint "PresencePeriod_dates_check" check ("endsOn" >= "startsOn");
alter table "Interruption" add constraint "Interruption_dates_check" check ("endsOn" >= "startsOn");
alter table "LogbookEntry" add constraint "LogbookEntry_hours_check" check (hours > 0 and hours <= 24);
alter table "RoleAssignment" add constraint "RoleAssignment_dates_check" check ("endsOn" >= "startsOn");
alter table "Preference" add constraint "Preference_rank_check" check (rank >= 1);
alter table "SurveyAnswer" add constraint "SurveyAnswer_score_check" check (score between 0 and 10);
alter table "GradingScheme" add constraint "GradingScheme_weights_check"
  check ("companyWeight" + "reportWeight" + "defenseWeight" + "schoolWeight" = 100
    and least("companyWeight", "reportWeight", "defenseWeight", "schoolWeight") >= 0);
alter table "FinalGrade" add constraint "FinalGrade_scale_check" check (
  company between 0 and 20 and report between 0 and 20 and defense between 0 and 20
  and school between 0 and 20 and computed between 0 and 20 and final between 0 and 20);
alter table "Evaluation" add constraint "Evaluation_scale_check" check (
  skills between 0 and 20 and attendance between 0 and 20 and grade between 0 and 20);
alter table "StoredFile" add constraint "StoredFile_size_check" check (size > 0);

-- One person, one live role of a kind and scope on a day: Prisma's unique index lets two empty departments through.
create unique index "RoleAssignment_once_key" on "RoleAssignment" ("personId", role, "departmentId", "startsOn") nulls not distinct;

-- 7. Throttling counters are lost in a crash at no cost: no need to write them twice.
alter table "Throttle" set unlogged;

-- 8. The smallest UUIDv7 of an instant `margin` before the one in `id`: where the sealer of events starts looking.
create function preau_uuid_before(id uuid, margin interval) returns uuid language sql immutable parallel safe strict
  return (lpad(to_hex(greatest(0, ('x' || left(replace(id::text, '-', ''), 12))::bit(48)::bigint
    - (extract(epoch from margin) * 1000)::bigint)), 12, '0') || repeat('0', 20))::uuid;
