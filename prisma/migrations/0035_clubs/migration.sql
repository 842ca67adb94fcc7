-- CreateEnum
CREATE TYPE "ClubPost" AS ENUM ('lead', 'deputy', 'secretary', 'treasurer', 'communication', 'member');

-- CreateEnum
CREATE TYPE "ActionProgrammeStatus" AS ENUM ('draft', 'submitted', 'validated');

-- CreateEnum
CREATE TYPE "ActivityStatus" AS ENUM ('planned', 'running', 'finished', 'cancelled');

-- CreateEnum
CREATE TYPE "ActivityKind" AS ENUM ('workshop', 'training', 'talk', 'debate', 'competition', 'match', 'outing', 'other');

-- CreateEnum
CREATE TYPE "AttendanceMode" AS ENUM ('fixed', 'rotating');

-- CreateEnum
CREATE TYPE "ClubTaskStatus" AS ENUM ('open', 'done', 'dropped');

-- CreateEnum
CREATE TYPE "ParticipantStatus" AS ENUM ('active', 'merged', 'anonymised');

-- CreateEnum
CREATE TYPE "AttendanceStatus" AS ENUM ('confirmed', 'to_confirm', 'refused', 'removed');

-- CreateEnum
CREATE TYPE "AttendanceSource" AS ENUM ('code', 'qr', 'assisted');

-- CreateEnum
CREATE TYPE "SignalKind" AS ENUM ('shared_phone', 'namesake', 'matricule', 'late', 'fast', 'after_end', 'same_words', 'burst');

-- CreateEnum
CREATE TYPE "MeetingStatus" AS ENUM ('planned', 'closed', 'cancelled');

-- CreateEnum
CREATE TYPE "MeetingMark" AS ENUM ('present', 'late', 'excused', 'absent');

-- CreateEnum
CREATE TYPE "LedgerKind" AS ENUM ('income', 'expense', 'reversal', 'difference', 'carried', 'transfer_in', 'transfer_out');

-- CreateEnum
CREATE TYPE "LedgerStatus" AS ENUM ('draft', 'submitted', 'approved', 'settled', 'reversed', 'refused');

-- CreateEnum
CREATE TYPE "LedgerCategory" AS ENUM ('grant', 'dues', 'tickets', 'sponsorship', 'equipment', 'catering', 'transport', 'printing', 'rental', 'prizes', 'adjustment', 'other');

-- CreateEnum
CREATE TYPE "PhotoStatus" AS ENUM ('pending', 'published', 'hidden', 'taken_down');

-- CreateTable
CREATE TABLE "Club" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "mission" TEXT,
    "description" TEXT,
    "contactEmail" TEXT,
    "logoFileId" UUID,
    "isActive" BOOLEAN NOT NULL DEFAULT true,
    "showsRatings" BOOLEAN NOT NULL DEFAULT false,
    "ranksOrganisers" BOOLEAN NOT NULL DEFAULT true,
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Club_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ClubMember" (
    "id" UUID NOT NULL,
    "clubId" UUID NOT NULL,
    "lastName" TEXT NOT NULL,
    "firstName" TEXT NOT NULL,
    "post" "ClubPost" NOT NULL DEFAULT 'member',
    "phone" TEXT,
    "email" TEXT,
    "programme" TEXT,
    "level" TEXT,
    "photoFileId" UUID,
    "showsContact" BOOLEAN NOT NULL DEFAULT false,
    "startsOn" DATE NOT NULL,
    "endsOn" DATE,
    "personId" UUID,
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ClubMember_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ActionProgramme" (
    "id" UUID NOT NULL,
    "clubId" UUID NOT NULL,
    "year" TEXT NOT NULL,
    "objectives" TEXT,
    "status" "ActionProgrammeStatus" NOT NULL DEFAULT 'draft',
    "statusReason" TEXT,
    "submittedAt" TIMESTAMPTZ(3),
    "validatedAt" TIMESTAMPTZ(3),
    "validatedById" UUID,
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ActionProgramme_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Activity" (
    "id" UUID NOT NULL,
    "clubId" UUID NOT NULL,
    "programmeId" UUID,
    "theme" TEXT NOT NULL,
    "kind" "ActivityKind" NOT NULL DEFAULT 'workshop',
    "startsAt" TIMESTAMPTZ(3),
    "endsAt" TIMESTAMPTZ(3),
    "place" TEXT,
    "description" TEXT,
    "plannedOn" DATE,
    "status" "ActivityStatus" NOT NULL DEFAULT 'planned',
    "statusReason" TEXT,
    "difficulties" TEXT,
    "headcount" INTEGER,
    "notTakenReason" TEXT,
    "reportFileId" UUID,
    "mode" "AttendanceMode" NOT NULL DEFAULT 'fixed',
    "codeMinutes" INTEGER NOT NULL DEFAULT 180,
    "overlaps" BOOLEAN NOT NULL DEFAULT false,
    "slug" TEXT,
    "reopened" INTEGER NOT NULL DEFAULT 0,
    "startedAt" TIMESTAMPTZ(3),
    "finishedAt" TIMESTAMPTZ(3),
    "cancelledAt" TIMESTAMPTZ(3),
    "cancellationApprovedAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Activity_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "JointClub" (
    "id" UUID NOT NULL,
    "activityId" UUID NOT NULL,
    "clubId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "JointClub_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Task" (
    "id" UUID NOT NULL,
    "clubId" UUID NOT NULL,
    "activityId" UUID,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "assigneeId" UUID,
    "dueOn" DATE,
    "weight" INTEGER NOT NULL DEFAULT 1,
    "status" "ClubTaskStatus" NOT NULL DEFAULT 'open',
    "doneAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Task_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Participant" (
    "id" UUID NOT NULL,
    "lastName" TEXT NOT NULL,
    "firstName" TEXT NOT NULL,
    "programme" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "matricule" TEXT,
    "nameKey" TEXT NOT NULL,
    "namesake" TEXT NOT NULL DEFAULT '',
    "cardHash" TEXT,
    "showsName" BOOLEAN NOT NULL DEFAULT false,
    "acceptsPhotos" BOOLEAN NOT NULL DEFAULT false,
    "consentedAt" TIMESTAMPTZ(3),
    "status" "ParticipantStatus" NOT NULL DEFAULT 'active',
    "mergedIntoId" UUID,
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Participant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ParticipantMerge" (
    "id" UUID NOT NULL,
    "keptId" UUID NOT NULL,
    "mergedId" UUID NOT NULL,
    "moved" JSONB NOT NULL,
    "mergedById" UUID,
    "undoneAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ParticipantMerge_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Attendance" (
    "id" UUID NOT NULL,
    "activityId" UUID NOT NULL,
    "participantId" UUID NOT NULL,
    "status" "AttendanceStatus" NOT NULL DEFAULT 'confirmed',
    "statusReason" TEXT,
    "source" "AttendanceSource" NOT NULL DEFAULT 'code',
    "rating" INTEGER,
    "suggestion" TEXT,
    "receipt" TEXT NOT NULL,
    "typedName" TEXT,
    "validatedAt" TIMESTAMPTZ(3) NOT NULL,
    "submittedAt" TIMESTAMPTZ(3),
    "receivedAt" TIMESTAMPTZ(3) NOT NULL,
    "onTime" BOOLEAN NOT NULL DEFAULT true,
    "isOffline" BOOLEAN NOT NULL DEFAULT false,
    "points" INTEGER NOT NULL DEFAULT 0,
    "idemKey" UUID NOT NULL,
    "didHash" TEXT,
    "ipHash" TEXT,
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Attendance_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AttendanceSignal" (
    "id" UUID NOT NULL,
    "attendanceId" UUID NOT NULL,
    "kind" "SignalKind" NOT NULL,
    "points" INTEGER NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "AttendanceSignal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AttendanceCode" (
    "id" UUID NOT NULL,
    "activityId" UUID NOT NULL,
    "generation" INTEGER NOT NULL,
    "salt" TEXT NOT NULL,
    "codeHash" TEXT NOT NULL,
    "keyVersion" INTEGER NOT NULL DEFAULT 1,
    "opensAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "revokedAt" TIMESTAMPTZ(3),
    "reason" TEXT,
    "issuedById" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "AttendanceCode_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AttendanceGrant" (
    "id" UUID NOT NULL,
    "hash" TEXT NOT NULL,
    "activityId" UUID NOT NULL,
    "codeId" UUID NOT NULL,
    "didHash" TEXT,
    "source" "AttendanceSource" NOT NULL,
    "validatedAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "hardUntil" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),
    "idemKey" UUID,

    CONSTRAINT "AttendanceGrant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AttendanceTry" (
    "id" UUID NOT NULL,
    "activityId" UUID,
    "codeId" UUID,
    "didHash" TEXT,
    "ipHash" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "AttendanceTry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Meeting" (
    "id" UUID NOT NULL,
    "clubId" UUID NOT NULL,
    "subject" TEXT NOT NULL,
    "heldAt" TIMESTAMPTZ(3) NOT NULL,
    "place" TEXT,
    "agenda" TEXT,
    "minutes" TEXT,
    "status" "MeetingStatus" NOT NULL DEFAULT 'planned',
    "statusReason" TEXT,
    "closedAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Meeting_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MeetingAttendance" (
    "id" UUID NOT NULL,
    "meetingId" UUID NOT NULL,
    "memberId" UUID NOT NULL,
    "mark" "MeetingMark" NOT NULL,
    "note" TEXT,
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "MeetingAttendance_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CashBox" (
    "id" UUID NOT NULL,
    "clubId" UUID NOT NULL,
    "wrappedKey" TEXT,
    "keyVersion" INTEGER NOT NULL DEFAULT 1,
    "headHash" TEXT,
    "headSeq" INTEGER NOT NULL DEFAULT 0,
    "verifiedAt" TIMESTAMPTZ(3),
    "isIntact" BOOLEAN,
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "CashBox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LedgerEntry" (
    "id" UUID NOT NULL,
    "cashBoxId" UUID NOT NULL,
    "clubId" UUID NOT NULL,
    "exercise" TEXT NOT NULL,
    "seq" INTEGER,
    "kind" "LedgerKind" NOT NULL,
    "occurredOn" DATE NOT NULL,
    "activityId" UUID,
    "category" "LedgerCategory" NOT NULL DEFAULT 'other',
    "amountSealed" TEXT NOT NULL,
    "motiveSealed" TEXT NOT NULL,
    "commentSealed" TEXT,
    "payeeSealed" TEXT,
    "keyVersion" INTEGER NOT NULL DEFAULT 1,
    "isUnreceipted" BOOLEAN NOT NULL DEFAULT false,
    "status" "LedgerStatus" NOT NULL DEFAULT 'draft',
    "statusReason" TEXT,
    "authorId" UUID,
    "approverId" UUID,
    "approvedAt" TIMESTAMPTZ(3),
    "settledAt" TIMESTAMPTZ(3),
    "reversesId" UUID,
    "transferId" UUID,
    "prevHash" TEXT,
    "hash" TEXT,
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "LedgerEntry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Receipt" (
    "id" UUID NOT NULL,
    "entryId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "mime" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "storageKey" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Receipt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CashCount" (
    "id" UUID NOT NULL,
    "cashBoxId" UUID NOT NULL,
    "countedOn" DATE NOT NULL,
    "countedSealed" TEXT NOT NULL,
    "expectedSealed" TEXT NOT NULL,
    "entryId" UUID,
    "counterId" UUID,
    "witness" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "CashCount_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Winner" (
    "id" UUID NOT NULL,
    "activityId" UUID NOT NULL,
    "rank" INTEGER NOT NULL,
    "participantId" UUID,
    "team" TEXT,
    "displayName" TEXT NOT NULL DEFAULT '',
    "programme" TEXT,
    "level" TEXT,
    "category" TEXT,
    "score" TEXT,
    "prize" TEXT,
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Winner_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Photo" (
    "id" UUID NOT NULL,
    "clubId" UUID NOT NULL,
    "activityId" UUID,
    "fileId" UUID,
    "alt" TEXT NOT NULL,
    "caption" TEXT,
    "status" "PhotoStatus" NOT NULL DEFAULT 'pending',
    "statusReason" TEXT,
    "width" INTEGER,
    "height" INTEGER,
    "color" TEXT,
    "takenOn" DATE,
    "uploadedById" UUID,
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Photo_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PhotoRendition" (
    "id" UUID NOT NULL,
    "photoId" UUID NOT NULL,
    "format" TEXT NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "size" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "storageKey" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "PhotoRendition_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Club_name_key" ON "Club"("name");

-- CreateIndex
CREATE UNIQUE INDEX "Club_slug_key" ON "Club"("slug");

-- CreateIndex
CREATE INDEX "Club_logoFileId_idx" ON "Club"("logoFileId");

-- CreateIndex
CREATE INDEX "ClubMember_clubId_endsOn_idx" ON "ClubMember"("clubId", "endsOn");

-- CreateIndex
CREATE INDEX "ClubMember_personId_idx" ON "ClubMember"("personId");

-- CreateIndex
CREATE INDEX "ClubMember_photoFileId_idx" ON "ClubMember"("photoFileId");

-- CreateIndex
CREATE INDEX "ActionProgramme_validatedById_idx" ON "ActionProgramme"("validatedById");

-- CreateIndex
CREATE UNIQUE INDEX "ActionProgramme_clubId_year_key" ON "ActionProgramme"("clubId", "year");

-- CreateIndex
CREATE UNIQUE INDEX "Activity_slug_key" ON "Activity"("slug");

-- CreateIndex
CREATE INDEX "Activity_clubId_status_startsAt_idx" ON "Activity"("clubId", "status", "startsAt");

-- CreateIndex
CREATE INDEX "Activity_programmeId_idx" ON "Activity"("programmeId");

-- CreateIndex
CREATE INDEX "Activity_reportFileId_idx" ON "Activity"("reportFileId");

-- CreateIndex
CREATE INDEX "Activity_status_id_idx" ON "Activity"("status", "id");

-- CreateIndex
CREATE INDEX "Activity_startsAt_idx" ON "Activity"("startsAt");

-- CreateIndex
CREATE INDEX "JointClub_clubId_idx" ON "JointClub"("clubId");

-- CreateIndex
CREATE UNIQUE INDEX "JointClub_activityId_clubId_key" ON "JointClub"("activityId", "clubId");

-- CreateIndex
CREATE INDEX "Task_clubId_status_idx" ON "Task"("clubId", "status");

-- CreateIndex
CREATE INDEX "Task_activityId_idx" ON "Task"("activityId");

-- CreateIndex
CREATE INDEX "Task_assigneeId_idx" ON "Task"("assigneeId");

-- CreateIndex
CREATE INDEX "Task_dueOn_idx" ON "Task"("dueOn");

-- CreateIndex
CREATE UNIQUE INDEX "Participant_cardHash_key" ON "Participant"("cardHash");

-- CreateIndex
CREATE INDEX "Participant_matricule_idx" ON "Participant"("matricule");

-- CreateIndex
CREATE INDEX "Participant_mergedIntoId_idx" ON "Participant"("mergedIntoId");

-- CreateIndex
CREATE INDEX "Participant_lastName_firstName_id_idx" ON "Participant"("lastName", "firstName", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Participant_nameKey_programme_level_namesake_key" ON "Participant"("nameKey", "programme", "level", "namesake");

-- CreateIndex
CREATE INDEX "ParticipantMerge_keptId_idx" ON "ParticipantMerge"("keptId");

-- CreateIndex
CREATE INDEX "ParticipantMerge_mergedId_idx" ON "ParticipantMerge"("mergedId");

-- CreateIndex
CREATE INDEX "ParticipantMerge_mergedById_idx" ON "ParticipantMerge"("mergedById");

-- CreateIndex
CREATE UNIQUE INDEX "Attendance_receipt_key" ON "Attendance"("receipt");

-- CreateIndex
CREATE INDEX "Attendance_participantId_idx" ON "Attendance"("participantId");

-- CreateIndex
CREATE INDEX "Attendance_activityId_status_idx" ON "Attendance"("activityId", "status");

-- CreateIndex
CREATE INDEX "Attendance_activityId_didHash_idx" ON "Attendance"("activityId", "didHash");

-- CreateIndex
CREATE UNIQUE INDEX "Attendance_activityId_participantId_key" ON "Attendance"("activityId", "participantId");

-- CreateIndex
CREATE UNIQUE INDEX "Attendance_activityId_idemKey_key" ON "Attendance"("activityId", "idemKey");

-- CreateIndex
CREATE INDEX "AttendanceSignal_createdAt_idx" ON "AttendanceSignal"("createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "AttendanceSignal_attendanceId_kind_key" ON "AttendanceSignal"("attendanceId", "kind");

-- CreateIndex
CREATE INDEX "AttendanceCode_issuedById_idx" ON "AttendanceCode"("issuedById");

-- CreateIndex
CREATE UNIQUE INDEX "AttendanceCode_activityId_generation_key" ON "AttendanceCode"("activityId", "generation");

-- CreateIndex
CREATE UNIQUE INDEX "AttendanceGrant_hash_key" ON "AttendanceGrant"("hash");

-- CreateIndex
CREATE INDEX "AttendanceGrant_activityId_idx" ON "AttendanceGrant"("activityId");

-- CreateIndex
CREATE INDEX "AttendanceGrant_codeId_idx" ON "AttendanceGrant"("codeId");

-- CreateIndex
CREATE INDEX "AttendanceGrant_hardUntil_idx" ON "AttendanceGrant"("hardUntil");

-- CreateIndex
CREATE INDEX "AttendanceTry_didHash_at_idx" ON "AttendanceTry"("didHash", "at");

-- CreateIndex
CREATE INDEX "AttendanceTry_activityId_ipHash_at_idx" ON "AttendanceTry"("activityId", "ipHash", "at");

-- CreateIndex
CREATE INDEX "AttendanceTry_codeId_idx" ON "AttendanceTry"("codeId");

-- CreateIndex
CREATE INDEX "AttendanceTry_at_idx" ON "AttendanceTry"("at");

-- CreateIndex
CREATE INDEX "Meeting_clubId_heldAt_idx" ON "Meeting"("clubId", "heldAt");

-- CreateIndex
CREATE INDEX "Meeting_status_id_idx" ON "Meeting"("status", "id");

-- CreateIndex
CREATE INDEX "MeetingAttendance_memberId_idx" ON "MeetingAttendance"("memberId");

-- CreateIndex
CREATE UNIQUE INDEX "MeetingAttendance_meetingId_memberId_key" ON "MeetingAttendance"("meetingId", "memberId");

-- CreateIndex
CREATE UNIQUE INDEX "CashBox_clubId_key" ON "CashBox"("clubId");

-- CreateIndex
CREATE UNIQUE INDEX "LedgerEntry_reversesId_key" ON "LedgerEntry"("reversesId");

-- CreateIndex
CREATE INDEX "LedgerEntry_cashBoxId_status_idx" ON "LedgerEntry"("cashBoxId", "status");

-- CreateIndex
CREATE INDEX "LedgerEntry_clubId_occurredOn_idx" ON "LedgerEntry"("clubId", "occurredOn");

-- CreateIndex
CREATE INDEX "LedgerEntry_activityId_idx" ON "LedgerEntry"("activityId");

-- CreateIndex
CREATE INDEX "LedgerEntry_authorId_idx" ON "LedgerEntry"("authorId");

-- CreateIndex
CREATE INDEX "LedgerEntry_approverId_idx" ON "LedgerEntry"("approverId");

-- CreateIndex
CREATE INDEX "LedgerEntry_transferId_idx" ON "LedgerEntry"("transferId");

-- CreateIndex
CREATE INDEX "LedgerEntry_status_id_idx" ON "LedgerEntry"("status", "id");

-- CreateIndex
CREATE UNIQUE INDEX "LedgerEntry_clubId_exercise_seq_key" ON "LedgerEntry"("clubId", "exercise", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "Receipt_storageKey_key" ON "Receipt"("storageKey");

-- CreateIndex
CREATE INDEX "Receipt_entryId_idx" ON "Receipt"("entryId");

-- CreateIndex
CREATE INDEX "CashCount_cashBoxId_countedOn_idx" ON "CashCount"("cashBoxId", "countedOn");

-- CreateIndex
CREATE INDEX "CashCount_entryId_idx" ON "CashCount"("entryId");

-- CreateIndex
CREATE INDEX "CashCount_counterId_idx" ON "CashCount"("counterId");

-- CreateIndex
CREATE INDEX "Winner_activityId_rank_idx" ON "Winner"("activityId", "rank");

-- CreateIndex
CREATE INDEX "Winner_participantId_idx" ON "Winner"("participantId");

-- CreateIndex
CREATE INDEX "Photo_clubId_status_idx" ON "Photo"("clubId", "status");

-- CreateIndex
CREATE INDEX "Photo_activityId_idx" ON "Photo"("activityId");

-- CreateIndex
CREATE INDEX "Photo_fileId_idx" ON "Photo"("fileId");

-- CreateIndex
CREATE INDEX "Photo_uploadedById_idx" ON "Photo"("uploadedById");

-- CreateIndex
CREATE INDEX "Photo_status_id_idx" ON "Photo"("status", "id");

-- CreateIndex
CREATE INDEX "PhotoRendition_sha256_idx" ON "PhotoRendition"("sha256");

-- CreateIndex
CREATE UNIQUE INDEX "PhotoRendition_photoId_format_width_key" ON "PhotoRendition"("photoId", "format", "width");

-- AddForeignKey
ALTER TABLE "Club" ADD CONSTRAINT "Club_logoFileId_fkey" FOREIGN KEY ("logoFileId") REFERENCES "StoredFile"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ClubMember" ADD CONSTRAINT "ClubMember_clubId_fkey" FOREIGN KEY ("clubId") REFERENCES "Club"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ClubMember" ADD CONSTRAINT "ClubMember_photoFileId_fkey" FOREIGN KEY ("photoFileId") REFERENCES "StoredFile"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ClubMember" ADD CONSTRAINT "ClubMember_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ActionProgramme" ADD CONSTRAINT "ActionProgramme_clubId_fkey" FOREIGN KEY ("clubId") REFERENCES "Club"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ActionProgramme" ADD CONSTRAINT "ActionProgramme_validatedById_fkey" FOREIGN KEY ("validatedById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Activity" ADD CONSTRAINT "Activity_clubId_fkey" FOREIGN KEY ("clubId") REFERENCES "Club"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Activity" ADD CONSTRAINT "Activity_programmeId_fkey" FOREIGN KEY ("programmeId") REFERENCES "ActionProgramme"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Activity" ADD CONSTRAINT "Activity_reportFileId_fkey" FOREIGN KEY ("reportFileId") REFERENCES "StoredFile"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "JointClub" ADD CONSTRAINT "JointClub_activityId_fkey" FOREIGN KEY ("activityId") REFERENCES "Activity"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "JointClub" ADD CONSTRAINT "JointClub_clubId_fkey" FOREIGN KEY ("clubId") REFERENCES "Club"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Task" ADD CONSTRAINT "Task_clubId_fkey" FOREIGN KEY ("clubId") REFERENCES "Club"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Task" ADD CONSTRAINT "Task_activityId_fkey" FOREIGN KEY ("activityId") REFERENCES "Activity"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Task" ADD CONSTRAINT "Task_assigneeId_fkey" FOREIGN KEY ("assigneeId") REFERENCES "ClubMember"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Participant" ADD CONSTRAINT "Participant_mergedIntoId_fkey" FOREIGN KEY ("mergedIntoId") REFERENCES "Participant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ParticipantMerge" ADD CONSTRAINT "ParticipantMerge_keptId_fkey" FOREIGN KEY ("keptId") REFERENCES "Participant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ParticipantMerge" ADD CONSTRAINT "ParticipantMerge_mergedId_fkey" FOREIGN KEY ("mergedId") REFERENCES "Participant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ParticipantMerge" ADD CONSTRAINT "ParticipantMerge_mergedById_fkey" FOREIGN KEY ("mergedById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Attendance" ADD CONSTRAINT "Attendance_activityId_fkey" FOREIGN KEY ("activityId") REFERENCES "Activity"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Attendance" ADD CONSTRAINT "Attendance_participantId_fkey" FOREIGN KEY ("participantId") REFERENCES "Participant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AttendanceSignal" ADD CONSTRAINT "AttendanceSignal_attendanceId_fkey" FOREIGN KEY ("attendanceId") REFERENCES "Attendance"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AttendanceCode" ADD CONSTRAINT "AttendanceCode_activityId_fkey" FOREIGN KEY ("activityId") REFERENCES "Activity"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AttendanceCode" ADD CONSTRAINT "AttendanceCode_issuedById_fkey" FOREIGN KEY ("issuedById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AttendanceGrant" ADD CONSTRAINT "AttendanceGrant_activityId_fkey" FOREIGN KEY ("activityId") REFERENCES "Activity"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AttendanceGrant" ADD CONSTRAINT "AttendanceGrant_codeId_fkey" FOREIGN KEY ("codeId") REFERENCES "AttendanceCode"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AttendanceTry" ADD CONSTRAINT "AttendanceTry_activityId_fkey" FOREIGN KEY ("activityId") REFERENCES "Activity"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AttendanceTry" ADD CONSTRAINT "AttendanceTry_codeId_fkey" FOREIGN KEY ("codeId") REFERENCES "AttendanceCode"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Meeting" ADD CONSTRAINT "Meeting_clubId_fkey" FOREIGN KEY ("clubId") REFERENCES "Club"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MeetingAttendance" ADD CONSTRAINT "MeetingAttendance_meetingId_fkey" FOREIGN KEY ("meetingId") REFERENCES "Meeting"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MeetingAttendance" ADD CONSTRAINT "MeetingAttendance_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "ClubMember"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CashBox" ADD CONSTRAINT "CashBox_clubId_fkey" FOREIGN KEY ("clubId") REFERENCES "Club"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LedgerEntry" ADD CONSTRAINT "LedgerEntry_cashBoxId_fkey" FOREIGN KEY ("cashBoxId") REFERENCES "CashBox"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LedgerEntry" ADD CONSTRAINT "LedgerEntry_clubId_fkey" FOREIGN KEY ("clubId") REFERENCES "Club"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LedgerEntry" ADD CONSTRAINT "LedgerEntry_activityId_fkey" FOREIGN KEY ("activityId") REFERENCES "Activity"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LedgerEntry" ADD CONSTRAINT "LedgerEntry_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LedgerEntry" ADD CONSTRAINT "LedgerEntry_approverId_fkey" FOREIGN KEY ("approverId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LedgerEntry" ADD CONSTRAINT "LedgerEntry_reversesId_fkey" FOREIGN KEY ("reversesId") REFERENCES "LedgerEntry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Receipt" ADD CONSTRAINT "Receipt_entryId_fkey" FOREIGN KEY ("entryId") REFERENCES "LedgerEntry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CashCount" ADD CONSTRAINT "CashCount_cashBoxId_fkey" FOREIGN KEY ("cashBoxId") REFERENCES "CashBox"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CashCount" ADD CONSTRAINT "CashCount_entryId_fkey" FOREIGN KEY ("entryId") REFERENCES "LedgerEntry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CashCount" ADD CONSTRAINT "CashCount_counterId_fkey" FOREIGN KEY ("counterId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Winner" ADD CONSTRAINT "Winner_activityId_fkey" FOREIGN KEY ("activityId") REFERENCES "Activity"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Winner" ADD CONSTRAINT "Winner_participantId_fkey" FOREIGN KEY ("participantId") REFERENCES "Participant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Photo" ADD CONSTRAINT "Photo_clubId_fkey" FOREIGN KEY ("clubId") REFERENCES "Club"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Photo" ADD CONSTRAINT "Photo_activityId_fkey" FOREIGN KEY ("activityId") REFERENCES "Activity"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Photo" ADD CONSTRAINT "Photo_fileId_fkey" FOREIGN KEY ("fileId") REFERENCES "StoredFile"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Photo" ADD CONSTRAINT "Photo_uploadedById_fkey" FOREIGN KEY ("uploadedById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PhotoRendition" ADD CONSTRAINT "PhotoRendition_photoId_fkey" FOREIGN KEY ("photoId") REFERENCES "Photo"("id") ON DELETE CASCADE ON UPDATE CASCADE;


create index "Club_search_idx" on "Club" using gin ((preau_fold(coalesce("name", ''))) gin_trgm_ops);
comment on index "Club_search_idx" is 'preau_fold(coalesce("name", ''''))';
create index "ClubMember_search_idx" on "ClubMember" using gin ((preau_fold(coalesce("lastName", '') || ' ' || coalesce("firstName", ''))) gin_trgm_ops);
comment on index "ClubMember_search_idx" is 'preau_fold(coalesce("lastName", '''') || '' '' || coalesce("firstName", ''''))';
create index "ActionProgramme_search_idx" on "ActionProgramme" using gin ((preau_fold(coalesce("year", ''))) gin_trgm_ops);
comment on index "ActionProgramme_search_idx" is 'preau_fold(coalesce("year", ''''))';
create index "Activity_search_idx" on "Activity" using gin ((preau_fold(coalesce("theme", ''))) gin_trgm_ops);
comment on index "Activity_search_idx" is 'preau_fold(coalesce("theme", ''''))';
create index "Task_search_idx" on "Task" using gin ((preau_fold(coalesce("name", ''))) gin_trgm_ops);
comment on index "Task_search_idx" is 'preau_fold(coalesce("name", ''''))';
create index "Participant_search_idx" on "Participant" using gin ((preau_fold(coalesce("lastName", '') || ' ' || coalesce("firstName", '') || ' ' || coalesce("matricule", ''))) gin_trgm_ops);
comment on index "Participant_search_idx" is 'preau_fold(coalesce("lastName", '''') || '' '' || coalesce("firstName", '''') || '' '' || coalesce("matricule", ''''))';
create index "Meeting_search_idx" on "Meeting" using gin ((preau_fold(coalesce("subject", ''))) gin_trgm_ops);
comment on index "Meeting_search_idx" is 'preau_fold(coalesce("subject", ''''))';
create index "Photo_search_idx" on "Photo" using gin ((preau_fold(coalesce("alt", ''))) gin_trgm_ops);
comment on index "Photo_search_idx" is 'preau_fold(coalesce("alt", ''''))';

-- What must hold whatever the code does.
alter table "ClubMember" add constraint "ClubMember_term_check" check ("endsOn" >= "startsOn");
alter table "Club" add constraint "Club_slug_check" check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$');
alter table "Activity"
  add constraint "Activity_dates_check" check ("endsAt" >= "startsAt"),
  add constraint "Activity_code_check" check ("codeMinutes" between 10 and 180),
  add constraint "Activity_headcount_check" check (headcount between 0 and 100000),
  add constraint "Activity_reopened_check" check (reopened between 0 and 2);
alter table "Task" add constraint "Task_weight_check" check (weight between 1 and 100);
alter table "Participant"
  add constraint "Participant_merged_check" check ((status = 'merged') = ("mergedIntoId" is not null)),
  add constraint "Participant_self_check" check ("mergedIntoId" <> id);
alter table "Attendance"
  add constraint "Attendance_rating_check" check (rating between 1 and 5),
  add constraint "Attendance_points_check" check (points >= 0);
alter table "AttendanceCode" add constraint "AttendanceCode_window_check" check ("expiresAt" > "opensAt");
-- At most one live generation of a code per activity.
create unique index "AttendanceCode_live_key" on "AttendanceCode" (("activityId"::text)) where ("revokedAt" is null);
alter table "LedgerEntry"
  add constraint "LedgerEntry_two_people_check" check ("approverId" <> "authorId"),
  add constraint "LedgerEntry_seq_check" check (seq >= 1);
alter table "CashBox" add constraint "CashBox_head_check" check ("headSeq" >= 0);
alter table "Winner"
  add constraint "Winner_rank_check" check (rank >= 1),
  add constraint "Winner_who_check" check ("participantId" is not null or team is not null);
alter table "Receipt" add constraint "Receipt_size_check" check (size > 0);
