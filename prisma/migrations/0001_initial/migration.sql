-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "Role" AS ENUM ('admin', 'internship_officer', 'school_tutor', 'company_tutor', 'student', 'club_lead', 'club_treasurer', 'club_member', 'union_executive');

-- CreateEnum
CREATE TYPE "Gender" AS ENUM ('female', 'male');

-- CreateEnum
CREATE TYPE "AccountStatus" AS ENUM ('invited', 'active', 'disabled');

-- CreateEnum
CREATE TYPE "TokenPurpose" AS ENUM ('invitation', 'reset');

-- CreateEnum
CREATE TYPE "StudentStatus" AS ENUM ('enrolled', 'on_leave', 'left', 'graduated');

-- CreateEnum
CREATE TYPE "MailStatus" AS ENUM ('pending', 'sent', 'failed');

-- CreateEnum
CREATE TYPE "RunStatus" AS ENUM ('running', 'done', 'failed');

-- CreateEnum
CREATE TYPE "ImportStatus" AS ENUM ('draft', 'running', 'done', 'failed');

-- CreateEnum
CREATE TYPE "ViewAudience" AS ENUM ('me', 'role', 'everyone');

-- CreateEnum
CREATE TYPE "ConfidenceLevel" AS ENUM ('unrated', 'low', 'medium', 'high');

-- CreateEnum
CREATE TYPE "CompanyStatus" AS ENUM ('to_moderate', 'approved', 'blacklisted', 'merged');

-- CreateEnum
CREATE TYPE "CampaignStatus" AS ENUM ('draft', 'open', 'applications_closed', 'allocating', 'ongoing', 'evaluating', 'closed', 'cancelled');

-- CreateEnum
CREATE TYPE "OverlapPolicy" AS ENUM ('forbidden', 'part_time', 'allowed');

-- CreateEnum
CREATE TYPE "OfferStatus" AS ENUM ('draft', 'submitted', 'to_fix', 'refused', 'published', 'filled', 'suspended', 'expired', 'withdrawn');

-- CreateEnum
CREATE TYPE "OfferKind" AS ENUM ('final_year', 'applied', 'discovery', 'research');

-- CreateEnum
CREATE TYPE "PayUnit" AS ENUM ('hour', 'month', 'total');

-- CreateEnum
CREATE TYPE "CandidatureStatus" AS ENUM ('draft', 'submitted', 'shortlisted', 'refused_by_school', 'forwarded', 'interview', 'waiting_list', 'refused', 'proposed', 'accepted', 'declined', 'expired', 'withdrawn', 'withdrawn_auto', 'closed');

-- CreateEnum
CREATE TYPE "PlacementStatus" AS ENUM ('proposed', 'prevalidated', 'confirmed', 'ready', 'ongoing', 'suspended', 'finished', 'closed', 'broken', 'cancelled', 'not_done');

-- CreateEnum
CREATE TYPE "BreachOutcome" AS ENUM ('validated', 'alternative', 'not_validated');

-- CreateEnum
CREATE TYPE "BreachInitiative" AS ENUM ('student', 'company', 'school');

-- CreateEnum
CREATE TYPE "AgreementStatus" AS ENUM ('draft', 'to_fix', 'submitted', 'company_checked', 'pedagogy_approved', 'approved', 'signing', 'signed', 'signature_refused', 'refused', 'cancelled', 'lapsed', 'broken', 'archived');

-- CreateEnum
CREATE TYPE "SignatoryCapacity" AS ENUM ('student', 'legal_representative', 'school_tutor', 'company_tutor', 'company', 'school', 'endorser');

-- CreateEnum
CREATE TYPE "SignatureMethod" AS ENUM ('link', 'code', 'paper');

-- CreateEnum
CREATE TYPE "SignatoryStatus" AS ENUM ('waiting', 'turn', 'signed', 'refused', 'void');

-- CreateEnum
CREATE TYPE "AmendmentStatus" AS ENUM ('draft', 'submitted', 'pedagogy_approved', 'approved', 'signing', 'signed', 'refused', 'signature_refused', 'cancelled');

-- CreateEnum
CREATE TYPE "AmendmentKind" AS ENUM ('schedule', 'interruption', 'termination', 'tutor', 'pay', 'other');

-- CreateEnum
CREATE TYPE "LogbookStatus" AS ENUM ('draft', 'submitted', 'approved', 'rejected');

-- CreateEnum
CREATE TYPE "DeliverableKind" AS ENUM ('report', 'presentation', 'evaluation_form', 'certificate');

-- CreateEnum
CREATE TYPE "DeliverableStatus" AS ENUM ('upcoming', 'expected', 'handed_in', 'late', 'handed_in_late', 'reviewing', 'approved', 'to_redo', 'rejected', 'missing', 'exempted');

-- CreateEnum
CREATE TYPE "VisitMode" AS ENUM ('on_site', 'video', 'phone');

-- CreateEnum
CREATE TYPE "EvaluationKind" AS ENUM ('company', 'school', 'self');

-- CreateEnum
CREATE TYPE "EvaluationStage" AS ENUM ('midterm', 'final');

-- CreateEnum
CREATE TYPE "EvaluationStatus" AS ENUM ('not_open', 'open', 'draft', 'submitted', 'reopened', 'entered_by_delegation', 'locked');

-- CreateEnum
CREATE TYPE "DefenseStatus" AS ENUM ('to_plan', 'planned', 'confirmed', 'held', 'postponed', 'excused_absence', 'unexcused_absence');

-- CreateEnum
CREATE TYPE "JuryRole" AS ENUM ('chair', 'rapporteur', 'examiner', 'guest');

-- CreateEnum
CREATE TYPE "FinalGradeStatus" AS ENUM ('incomplete', 'computed', 'deliberated', 'published', 'corrected');

-- CreateEnum
CREATE TYPE "SurveyAudience" AS ENUM ('students', 'companies');

-- CreateEnum
CREATE TYPE "SurveyStatus" AS ENUM ('draft', 'open', 'closed');

-- CreateEnum
CREATE TYPE "AlertSeverity" AS ENUM ('info', 'warning', 'critical');

-- CreateEnum
CREATE TYPE "AlertStatus" AS ENUM ('open', 'snoozed', 'closed');

-- CreateEnum
CREATE TYPE "RuleSeverity" AS ENUM ('blocking', 'warning', 'off');

-- CreateEnum
CREATE TYPE "InterruptionKind" AS ENUM ('health', 'parental', 'closure', 'agreed');

-- CreateEnum
CREATE TYPE "LinkPurpose" AS ENUM ('check', 'sign', 'evaluate', 'portal');

-- CreateEnum
CREATE TYPE "PieceKind" AS ENUM ('liability', 'social_security', 'country_annex', 'other');

-- CreateEnum
CREATE TYPE "PieceStatus" AS ENUM ('expected', 'received', 'accepted', 'refused');

-- CreateTable
CREATE TABLE "Person" (
    "id" UUID NOT NULL,
    "lastName" TEXT NOT NULL,
    "firstName" TEXT NOT NULL,
    "gender" "Gender",
    "birthDate" DATE,
    "email" TEXT,
    "phone" TEXT,
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Account" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "status" "AccountStatus" NOT NULL DEFAULT 'invited',
    "locale" TEXT NOT NULL DEFAULT 'fr',
    "passwordHash" TEXT,
    "totpSecret" TEXT,
    "totpLastStep" BIGINT,
    "totpEnabledAt" TIMESTAMPTZ(3),
    "epoch" INTEGER NOT NULL DEFAULT 0,
    "lastLoginAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RecoveryCode" (
    "id" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "hash" TEXT NOT NULL,
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "RecoveryCode_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AccountToken" (
    "id" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "purpose" "TokenPurpose" NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "AccountToken_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "sid" TEXT NOT NULL,
    "sess" JSONB NOT NULL,
    "accountId" UUID,
    "expire" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("sid")
);

-- CreateTable
CREATE TABLE "IdempotencyKey" (
    "accountId" UUID NOT NULL,
    "key" UUID NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "recordId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "IdempotencyKey_pkey" PRIMARY KEY ("accountId","key")
);

-- CreateTable
CREATE TABLE "Counter" (
    "series" TEXT NOT NULL,
    "period" TEXT NOT NULL,
    "value" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Counter_pkey" PRIMARY KEY ("series","period")
);

-- CreateTable
CREATE TABLE "RoleAssignment" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "role" "Role" NOT NULL,
    "departmentId" UUID,
    "startsOn" DATE NOT NULL,
    "endsOn" DATE,
    "grantedById" UUID,
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "RoleAssignment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Department" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Department_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Programme" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "level" TEXT,
    "departmentId" UUID NOT NULL,
    "teachingHours" INTEGER NOT NULL DEFAULT 400,
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Programme_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Cohort" (
    "id" UUID NOT NULL,
    "programmeId" UUID NOT NULL,
    "year" INTEGER NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Cohort_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Student" (
    "id" UUID NOT NULL,
    "matricule" TEXT NOT NULL,
    "personId" UUID NOT NULL,
    "cohortId" UUID NOT NULL,
    "status" "StudentStatus" NOT NULL DEFAULT 'enrolled',
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Student_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "StoredFile" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "mime" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "storageKey" TEXT NOT NULL,
    "ownerModel" TEXT,
    "ownerId" UUID,
    "uploadedById" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "StoredFile_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Event" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actorId" UUID,
    "impersonatorId" UUID,
    "role" TEXT NOT NULL,
    "noun" TEXT NOT NULL,
    "recordId" UUID NOT NULL,
    "verb" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "reason" TEXT,
    "requestId" TEXT,
    "ip" TEXT,

    CONSTRAINT "Event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "EventSeal" (
    "seq" BIGINT NOT NULL,
    "eventId" UUID NOT NULL,
    "hash" TEXT NOT NULL,
    "previous" TEXT NOT NULL,

    CONSTRAINT "EventSeal_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "Notification" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "eventId" UUID,
    "title" TEXT NOT NULL,
    "body" TEXT,
    "href" TEXT,
    "readAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Notification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MailDelivery" (
    "id" UUID NOT NULL,
    "eventKey" TEXT NOT NULL,
    "recipient" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "template" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "html" TEXT NOT NULL,
    "messageId" TEXT NOT NULL,
    "status" "MailStatus" NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "lastError" TEXT,
    "sentAt" TIMESTAMPTZ(3),
    "noun" TEXT,
    "recordId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "MailDelivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ScheduledRun" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "period" TEXT NOT NULL,
    "status" "RunStatus" NOT NULL DEFAULT 'running',
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "finishedAt" TIMESTAMPTZ(3),
    "error" TEXT,

    CONSTRAINT "ScheduledRun_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Setting" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "purpose" TEXT,
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Setting_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SavedView" (
    "id" UUID NOT NULL,
    "ownerId" UUID NOT NULL,
    "model" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "audience" "ViewAudience" NOT NULL DEFAULT 'me',
    "role" "Role",
    "query" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SavedView_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ImportRun" (
    "id" UUID NOT NULL,
    "model" TEXT NOT NULL,
    "fileName" TEXT NOT NULL,
    "fileId" UUID NOT NULL,
    "mapping" JSONB,
    "status" "ImportStatus" NOT NULL DEFAULT 'draft',
    "created" INTEGER NOT NULL DEFAULT 0,
    "changed" INTEGER NOT NULL DEFAULT 0,
    "unchanged" INTEGER NOT NULL DEFAULT 0,
    "refused" INTEGER NOT NULL DEFAULT 0,
    "report" JSONB,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ImportRun_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Throttle" (
    "scope" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "lastAt" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3),
    "expire" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Throttle_pkey" PRIMARY KEY ("scope","subject")
);

-- CreateTable
CREATE TABLE "Company" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "sector" TEXT,
    "address" TEXT,
    "city" TEXT NOT NULL,
    "country" TEXT NOT NULL DEFAULT 'France',
    "registration" TEXT,
    "headcount" INTEGER,
    "website" TEXT,
    "contactName" TEXT,
    "email" TEXT,
    "phone" TEXT,
    "notes" TEXT,
    "confidence" "ConfidenceLevel" NOT NULL DEFAULT 'unrated',
    "agreementTemplateId" UUID,
    "status" "CompanyStatus" NOT NULL DEFAULT 'approved',
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Company_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CompanyContact" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "post" TEXT,
    "isSignatory" BOOLEAN NOT NULL DEFAULT false,
    "isTutor" BOOLEAN NOT NULL DEFAULT true,
    "isActive" BOOLEAN NOT NULL DEFAULT true,
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "CompanyContact_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CompanyMerge" (
    "id" UUID NOT NULL,
    "keptId" UUID NOT NULL,
    "mergedId" UUID NOT NULL,
    "mergedById" UUID NOT NULL,
    "reason" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "CompanyMerge_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LegalProfile" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "country" TEXT NOT NULL,
    "effectiveOn" DATE NOT NULL,
    "currency" TEXT NOT NULL DEFAULT 'EUR',
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "LegalProfile_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LegalRule" (
    "id" UUID NOT NULL,
    "profileId" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "severity" "RuleSeverity" NOT NULL DEFAULT 'blocking',
    "waivableBy" "Role",
    "source" TEXT,
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "LegalRule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Waiver" (
    "id" UUID NOT NULL,
    "ruleId" UUID NOT NULL,
    "placementId" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "grantedById" UUID,
    "until" DATE,
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Waiver_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "HolidayCalendar" (
    "id" UUID NOT NULL,
    "country" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "HolidayCalendar_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Holiday" (
    "id" UUID NOT NULL,
    "calendarId" UUID NOT NULL,
    "day" DATE NOT NULL,
    "name" TEXT NOT NULL,
    "isWorked" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Holiday_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "GradingScheme" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "companyWeight" INTEGER NOT NULL DEFAULT 40,
    "reportWeight" INTEGER NOT NULL DEFAULT 30,
    "defenseWeight" INTEGER NOT NULL DEFAULT 30,
    "schoolWeight" INTEGER NOT NULL DEFAULT 0,
    "defenseFloor" DECIMAL(4,2),
    "latePenalty" DECIMAL(4,2) NOT NULL DEFAULT 0,
    "rounding" DECIMAL(4,2) NOT NULL DEFAULT 0.01,
    "spreadsExemption" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "GradingScheme_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Campaign" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "departmentId" UUID NOT NULL,
    "academicYear" TEXT NOT NULL,
    "description" TEXT,
    "capacity" INTEGER,
    "status" "CampaignStatus" NOT NULL DEFAULT 'draft',
    "opensOn" DATE,
    "closesOn" DATE,
    "committeeOn" DATE,
    "startsOn" DATE,
    "endsOn" DATE,
    "reportsDueOn" DATE,
    "defensesOn" DATE,
    "overlapPolicy" "OverlapPolicy" NOT NULL DEFAULT 'forbidden',
    "maxCandidatures" INTEGER NOT NULL DEFAULT 5,
    "proposalDays" INTEGER NOT NULL DEFAULT 5,
    "forwardsOnShortlist" BOOLEAN NOT NULL DEFAULT false,
    "legalProfileId" UUID,
    "gradingSchemeId" UUID,
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Campaign_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CampaignCohort" (
    "id" UUID NOT NULL,
    "campaignId" UUID NOT NULL,
    "cohortId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "CampaignCohort_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DeadlineExtension" (
    "id" UUID NOT NULL,
    "campaignId" UUID NOT NULL,
    "studentId" UUID NOT NULL,
    "until" DATE NOT NULL,
    "reason" TEXT NOT NULL,
    "grantedById" UUID,
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "DeadlineExtension_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Offer" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "campaignId" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "description" TEXT,
    "skills" TEXT,
    "kind" "OfferKind" NOT NULL DEFAULT 'final_year',
    "pay" DECIMAL(14,2),
    "payUnit" "PayUnit" NOT NULL DEFAULT 'month',
    "currency" TEXT NOT NULL DEFAULT 'EUR',
    "city" TEXT,
    "seats" INTEGER NOT NULL DEFAULT 1,
    "taken" INTEGER NOT NULL DEFAULT 0,
    "startsOn" DATE,
    "endsOn" DATE,
    "expiresOn" DATE,
    "weeklyHours" DECIMAL(5,2),
    "contactId" UUID,
    "status" "OfferStatus" NOT NULL DEFAULT 'draft',
    "statusReason" TEXT,
    "notes" TEXT,
    "publishedAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Offer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Candidature" (
    "id" UUID NOT NULL,
    "studentId" UUID NOT NULL,
    "offerId" UUID NOT NULL,
    "campaignId" UUID NOT NULL,
    "status" "CandidatureStatus" NOT NULL DEFAULT 'draft',
    "cvFileId" UUID,
    "letterFileId" UUID,
    "message" TEXT,
    "rank" INTEGER,
    "proposalExpiresAt" TIMESTAMPTZ(3),
    "interviewAt" TIMESTAMPTZ(3),
    "seatHeld" BOOLEAN NOT NULL DEFAULT false,
    "statusReason" TEXT,
    "previousStatus" "CandidatureStatus",
    "notes" TEXT,
    "submittedAt" TIMESTAMPTZ(3),
    "forwardedAt" TIMESTAMPTZ(3),
    "answeredAt" TIMESTAMPTZ(3),
    "decidedAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Candidature_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Preference" (
    "id" UUID NOT NULL,
    "studentId" UUID NOT NULL,
    "campaignId" UUID NOT NULL,
    "offerId" UUID NOT NULL,
    "rank" INTEGER NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Preference_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AllocationRun" (
    "id" UUID NOT NULL,
    "campaignId" UUID NOT NULL,
    "seed" TEXT NOT NULL,
    "stats" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "AllocationRun_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Placement" (
    "id" UUID NOT NULL,
    "studentId" UUID NOT NULL,
    "campaignId" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "offerId" UUID,
    "candidatureId" UUID,
    "contactId" UUID,
    "schoolTutorId" UUID,
    "subject" TEXT,
    "isConfidential" BOOLEAN NOT NULL DEFAULT false,
    "startsOn" DATE,
    "endsOn" DATE,
    "weeklyHours" DECIMAL(5,2),
    "weeklyDays" DECIMAL(3,1),
    "pay" DECIMAL(14,2),
    "payUnit" "PayUnit" NOT NULL DEFAULT 'month',
    "currency" TEXT NOT NULL DEFAULT 'EUR',
    "status" "PlacementStatus" NOT NULL DEFAULT 'proposed',
    "statusReason" TEXT,
    "seatHeld" BOOLEAN NOT NULL DEFAULT false,
    "confirmedAt" TIMESTAMPTZ(3),
    "brokenOn" DATE,
    "breachInitiative" "BreachInitiative",
    "outcome" "BreachOutcome",
    "notes" TEXT,
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Placement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Agreement" (
    "id" UUID NOT NULL,
    "placementId" UUID NOT NULL,
    "number" TEXT,
    "status" "AgreementStatus" NOT NULL DEFAULT 'draft',
    "currentVersion" INTEGER NOT NULL DEFAULT 1,
    "legalProfileId" UUID,
    "startsOn" DATE,
    "endsOn" DATE,
    "weeklyHours" DECIMAL(5,2),
    "totalHours" DECIMAL(7,2),
    "specialHours" TEXT,
    "subject" TEXT,
    "activities" TEXT,
    "skills" TEXT,
    "supervision" TEXT,
    "pay" DECIMAL(14,2),
    "payUnit" "PayUnit" NOT NULL DEFAULT 'month',
    "currency" TEXT NOT NULL DEFAULT 'EUR',
    "paymentTerms" TEXT,
    "benefits" TEXT,
    "insurance" TEXT,
    "leaveTerms" TEXT,
    "terminationTerms" TEXT,
    "interruptionTerms" TEXT,
    "houseRules" TEXT,
    "certificateTerms" TEXT,
    "changesRequested" TEXT,
    "fieldsToFix" TEXT,
    "submittedAt" TIMESTAMPTZ(3),
    "pedagogyApprovedAt" TIMESTAMPTZ(3),
    "approvedAt" TIMESTAMPTZ(3),
    "signedAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Agreement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AgreementVersion" (
    "id" UUID NOT NULL,
    "agreementId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "snapshot" JSONB NOT NULL,
    "templateVersion" TEXT,
    "fileId" UUID,
    "sha256" TEXT,
    "generatedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "AgreementVersion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Signatory" (
    "id" UUID NOT NULL,
    "agreementId" UUID,
    "versionId" UUID,
    "amendmentId" UUID,
    "personId" UUID,
    "name" TEXT NOT NULL,
    "email" TEXT,
    "capacity" "SignatoryCapacity" NOT NULL,
    "order" INTEGER NOT NULL,
    "method" "SignatureMethod",
    "status" "SignatoryStatus" NOT NULL DEFAULT 'waiting',
    "signedAt" TIMESTAMPTZ(3),
    "reason" TEXT,
    "ip" TEXT,
    "sha256" TEXT,
    "scanFileId" UUID,
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Signatory_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Amendment" (
    "id" UUID NOT NULL,
    "agreementId" UUID NOT NULL,
    "number" INTEGER,
    "kind" "AmendmentKind" NOT NULL,
    "reason" TEXT,
    "changes" JSONB,
    "effectiveOn" DATE,
    "breachInitiative" "BreachInitiative",
    "status" "AmendmentStatus" NOT NULL DEFAULT 'draft',
    "fileId" UUID,
    "sha256" TEXT,
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Amendment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PresencePeriod" (
    "id" UUID NOT NULL,
    "placementId" UUID NOT NULL,
    "startsOn" DATE NOT NULL,
    "endsOn" DATE NOT NULL,
    "monday" DECIMAL(4,2) NOT NULL DEFAULT 7,
    "tuesday" DECIMAL(4,2) NOT NULL DEFAULT 7,
    "wednesday" DECIMAL(4,2) NOT NULL DEFAULT 7,
    "thursday" DECIMAL(4,2) NOT NULL DEFAULT 7,
    "friday" DECIMAL(4,2) NOT NULL DEFAULT 7,
    "saturday" DECIMAL(4,2) NOT NULL DEFAULT 0,
    "sunday" DECIMAL(4,2) NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "PresencePeriod_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Interruption" (
    "id" UUID NOT NULL,
    "placementId" UUID NOT NULL,
    "amendmentId" UUID,
    "kind" "InterruptionKind" NOT NULL,
    "startsOn" DATE NOT NULL,
    "endsOn" DATE NOT NULL,
    "reason" TEXT,
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Interruption_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LogbookEntry" (
    "id" UUID NOT NULL,
    "placementId" UUID NOT NULL,
    "day" DATE NOT NULL,
    "hours" DECIMAL(4,2) NOT NULL,
    "content" TEXT NOT NULL,
    "status" "LogbookStatus" NOT NULL DEFAULT 'draft',
    "comment" TEXT,
    "isAuto" BOOLEAN NOT NULL DEFAULT false,
    "submittedAt" TIMESTAMPTZ(3),
    "decidedAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "LogbookEntry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Deliverable" (
    "id" UUID NOT NULL,
    "placementId" UUID NOT NULL,
    "kind" "DeliverableKind" NOT NULL,
    "opensOn" DATE,
    "dueOn" DATE NOT NULL,
    "graceDays" INTEGER NOT NULL DEFAULT 7,
    "status" "DeliverableStatus" NOT NULL DEFAULT 'upcoming',
    "daysLate" INTEGER NOT NULL DEFAULT 0,
    "comment" TEXT,
    "grade" DECIMAL(4,2),
    "handedInAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Deliverable_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DeliverableVersion" (
    "id" UUID NOT NULL,
    "deliverableId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "fileId" UUID NOT NULL,
    "depositedById" UUID,
    "depositedAt" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "DeliverableVersion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TutorVisit" (
    "id" UUID NOT NULL,
    "placementId" UUID NOT NULL,
    "visitedOn" DATE NOT NULL,
    "mode" "VisitMode" NOT NULL DEFAULT 'on_site',
    "authorId" UUID,
    "report" TEXT,
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "TutorVisit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Evaluation" (
    "id" UUID NOT NULL,
    "placementId" UUID NOT NULL,
    "kind" "EvaluationKind" NOT NULL,
    "stage" "EvaluationStage" NOT NULL DEFAULT 'final',
    "status" "EvaluationStatus" NOT NULL DEFAULT 'not_open',
    "skills" DECIMAL(4,2),
    "attendance" DECIMAL(4,2),
    "comment" TEXT,
    "grade" DECIMAL(4,2),
    "scanFileId" UUID,
    "submittedAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Evaluation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Room" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "building" TEXT,
    "capacity" INTEGER,
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Room_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Defense" (
    "id" UUID NOT NULL,
    "placementId" UUID NOT NULL,
    "roomId" UUID,
    "startsAt" TIMESTAMPTZ(3),
    "endsAt" TIMESTAMPTZ(3),
    "status" "DefenseStatus" NOT NULL DEFAULT 'to_plan',
    "grade" DECIMAL(4,2),
    "minutesFileId" UUID,
    "isResit" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Defense_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "JuryMember" (
    "id" UUID NOT NULL,
    "defenseId" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "role" "JuryRole" NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "JuryMember_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "FinalGrade" (
    "id" UUID NOT NULL,
    "placementId" UUID NOT NULL,
    "schemeId" UUID,
    "company" DECIMAL(4,2),
    "report" DECIMAL(4,2),
    "defense" DECIMAL(4,2),
    "school" DECIMAL(4,2),
    "computed" DECIMAL(4,2),
    "adjustment" DECIMAL(4,2),
    "adjustmentReason" TEXT,
    "final" DECIMAL(4,2),
    "isValidated" BOOLEAN,
    "missing" TEXT,
    "status" "FinalGradeStatus" NOT NULL DEFAULT 'incomplete',
    "publishedAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "FinalGrade_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Survey" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "campaignId" UUID,
    "audience" "SurveyAudience" NOT NULL,
    "question" TEXT NOT NULL,
    "opensOn" DATE,
    "closesOn" DATE,
    "status" "SurveyStatus" NOT NULL DEFAULT 'draft',
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Survey_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SurveyAnswer" (
    "id" UUID NOT NULL,
    "surveyId" UUID NOT NULL,
    "placementId" UUID NOT NULL,
    "score" INTEGER NOT NULL,
    "comment" TEXT,
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SurveyAnswer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Alert" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "advice" TEXT,
    "severity" "AlertSeverity" NOT NULL DEFAULT 'warning',
    "noun" TEXT,
    "recordId" UUID,
    "placementId" UUID,
    "departmentId" UUID,
    "ownerId" UUID,
    "dueOn" DATE,
    "snoozedUntil" DATE,
    "status" "AlertStatus" NOT NULL DEFAULT 'open',
    "closeReason" TEXT,
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Alert_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SupportingDocument" (
    "id" UUID NOT NULL,
    "placementId" UUID NOT NULL,
    "kind" "PieceKind" NOT NULL,
    "fileId" UUID,
    "expiresOn" DATE,
    "status" "PieceStatus" NOT NULL DEFAULT 'expected',
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SupportingDocument_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AccessLink" (
    "id" UUID NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "purpose" "LinkPurpose" NOT NULL,
    "contactId" UUID,
    "recipient" TEXT NOT NULL,
    "noun" TEXT,
    "recordId" UUID,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "revokedAt" TIMESTAMPTZ(3),
    "lastUsedAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "AccessLink_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "NotificationLog" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "noun" TEXT NOT NULL,
    "recordId" UUID NOT NULL,
    "recipient" TEXT,
    "plannedAt" TIMESTAMPTZ(3) NOT NULL,
    "sentAt" TIMESTAMPTZ(3),
    "skippedReason" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "NotificationLog_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Person_email_key" ON "Person"("email");

-- CreateIndex
CREATE INDEX "Person_lastName_firstName_id_idx" ON "Person"("lastName", "firstName", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Account_personId_key" ON "Account"("personId");

-- CreateIndex
CREATE UNIQUE INDEX "Account_email_key" ON "Account"("email");

-- CreateIndex
CREATE UNIQUE INDEX "RecoveryCode_accountId_hash_key" ON "RecoveryCode"("accountId", "hash");

-- CreateIndex
CREATE UNIQUE INDEX "AccountToken_tokenHash_key" ON "AccountToken"("tokenHash");

-- CreateIndex
CREATE INDEX "AccountToken_accountId_purpose_idx" ON "AccountToken"("accountId", "purpose");

-- CreateIndex
CREATE INDEX "session_expire_idx" ON "session"("expire");

-- CreateIndex
CREATE INDEX "session_accountId_idx" ON "session"("accountId");

-- CreateIndex
CREATE INDEX "RoleAssignment_personId_idx" ON "RoleAssignment"("personId");

-- CreateIndex
CREATE UNIQUE INDEX "RoleAssignment_personId_role_departmentId_startsOn_key" ON "RoleAssignment"("personId", "role", "departmentId", "startsOn");

-- CreateIndex
CREATE UNIQUE INDEX "Department_code_key" ON "Department"("code");

-- CreateIndex
CREATE UNIQUE INDEX "Department_name_key" ON "Department"("name");

-- CreateIndex
CREATE UNIQUE INDEX "Programme_name_key" ON "Programme"("name");

-- CreateIndex
CREATE INDEX "Programme_departmentId_idx" ON "Programme"("departmentId");

-- CreateIndex
CREATE UNIQUE INDEX "Cohort_programmeId_year_key" ON "Cohort"("programmeId", "year");

-- CreateIndex
CREATE UNIQUE INDEX "Student_matricule_key" ON "Student"("matricule");

-- CreateIndex
CREATE UNIQUE INDEX "Student_personId_key" ON "Student"("personId");

-- CreateIndex
CREATE INDEX "Student_cohortId_idx" ON "Student"("cohortId");

-- CreateIndex
CREATE UNIQUE INDEX "StoredFile_storageKey_key" ON "StoredFile"("storageKey");

-- CreateIndex
CREATE INDEX "StoredFile_ownerModel_ownerId_idx" ON "StoredFile"("ownerModel", "ownerId");

-- CreateIndex
CREATE INDEX "StoredFile_uploadedById_idx" ON "StoredFile"("uploadedById");

-- CreateIndex
CREATE INDEX "Event_noun_recordId_at_idx" ON "Event"("noun", "recordId", "at");

-- CreateIndex
CREATE INDEX "Event_at_idx" ON "Event"("at");

-- CreateIndex
CREATE INDEX "Event_actorId_at_idx" ON "Event"("actorId", "at");

-- CreateIndex
CREATE UNIQUE INDEX "EventSeal_eventId_key" ON "EventSeal"("eventId");

-- CreateIndex
CREATE INDEX "Notification_personId_readAt_idx" ON "Notification"("personId", "readAt");

-- CreateIndex
CREATE UNIQUE INDEX "Notification_personId_eventId_key" ON "Notification"("personId", "eventId");

-- CreateIndex
CREATE UNIQUE INDEX "MailDelivery_eventKey_key" ON "MailDelivery"("eventKey");

-- CreateIndex
CREATE UNIQUE INDEX "MailDelivery_messageId_key" ON "MailDelivery"("messageId");

-- CreateIndex
CREATE INDEX "MailDelivery_status_createdAt_idx" ON "MailDelivery"("status", "createdAt");

-- CreateIndex
CREATE INDEX "MailDelivery_noun_recordId_idx" ON "MailDelivery"("noun", "recordId");

-- CreateIndex
CREATE UNIQUE INDEX "ScheduledRun_name_period_key" ON "ScheduledRun"("name", "period");

-- CreateIndex
CREATE UNIQUE INDEX "Setting_key_key" ON "Setting"("key");

-- CreateIndex
CREATE UNIQUE INDEX "SavedView_ownerId_model_name_key" ON "SavedView"("ownerId", "model", "name");

-- CreateIndex
CREATE INDEX "ImportRun_createdById_idx" ON "ImportRun"("createdById");

-- CreateIndex
CREATE INDEX "Throttle_expire_idx" ON "Throttle"("expire");

-- CreateIndex
CREATE INDEX "Company_status_id_idx" ON "Company"("status", "id");

-- CreateIndex
CREATE INDEX "Company_createdAt_id_idx" ON "Company"("createdAt", "id");

-- CreateIndex
CREATE INDEX "Company_city_idx" ON "Company"("city");

-- CreateIndex
CREATE INDEX "Company_registration_idx" ON "Company"("registration");

-- CreateIndex
CREATE INDEX "Company_agreementTemplateId_idx" ON "Company"("agreementTemplateId");

-- CreateIndex
CREATE UNIQUE INDEX "Company_name_city_key" ON "Company"("name", "city");

-- CreateIndex
CREATE INDEX "CompanyContact_companyId_idx" ON "CompanyContact"("companyId");

-- CreateIndex
CREATE INDEX "CompanyContact_createdAt_id_idx" ON "CompanyContact"("createdAt", "id");

-- CreateIndex
CREATE UNIQUE INDEX "CompanyContact_personId_companyId_key" ON "CompanyContact"("personId", "companyId");

-- CreateIndex
CREATE UNIQUE INDEX "CompanyMerge_mergedId_key" ON "CompanyMerge"("mergedId");

-- CreateIndex
CREATE INDEX "CompanyMerge_keptId_idx" ON "CompanyMerge"("keptId");

-- CreateIndex
CREATE INDEX "CompanyMerge_mergedById_idx" ON "CompanyMerge"("mergedById");

-- CreateIndex
CREATE UNIQUE INDEX "LegalProfile_code_effectiveOn_key" ON "LegalProfile"("code", "effectiveOn");

-- CreateIndex
CREATE UNIQUE INDEX "LegalRule_profileId_key_key" ON "LegalRule"("profileId", "key");

-- CreateIndex
CREATE INDEX "Waiver_placementId_idx" ON "Waiver"("placementId");

-- CreateIndex
CREATE INDEX "Waiver_grantedById_idx" ON "Waiver"("grantedById");

-- CreateIndex
CREATE UNIQUE INDEX "Waiver_ruleId_placementId_key" ON "Waiver"("ruleId", "placementId");

-- CreateIndex
CREATE UNIQUE INDEX "HolidayCalendar_country_year_key" ON "HolidayCalendar"("country", "year");

-- CreateIndex
CREATE INDEX "Holiday_day_idx" ON "Holiday"("day");

-- CreateIndex
CREATE UNIQUE INDEX "Holiday_calendarId_day_key" ON "Holiday"("calendarId", "day");

-- CreateIndex
CREATE UNIQUE INDEX "GradingScheme_name_key" ON "GradingScheme"("name");

-- CreateIndex
CREATE UNIQUE INDEX "Campaign_name_key" ON "Campaign"("name");

-- CreateIndex
CREATE INDEX "Campaign_status_id_idx" ON "Campaign"("status", "id");

-- CreateIndex
CREATE INDEX "Campaign_createdAt_id_idx" ON "Campaign"("createdAt", "id");

-- CreateIndex
CREATE INDEX "Campaign_departmentId_idx" ON "Campaign"("departmentId");

-- CreateIndex
CREATE INDEX "Campaign_legalProfileId_idx" ON "Campaign"("legalProfileId");

-- CreateIndex
CREATE INDEX "Campaign_gradingSchemeId_idx" ON "Campaign"("gradingSchemeId");

-- CreateIndex
CREATE INDEX "CampaignCohort_cohortId_idx" ON "CampaignCohort"("cohortId");

-- CreateIndex
CREATE UNIQUE INDEX "CampaignCohort_campaignId_cohortId_key" ON "CampaignCohort"("campaignId", "cohortId");

-- CreateIndex
CREATE INDEX "DeadlineExtension_studentId_idx" ON "DeadlineExtension"("studentId");

-- CreateIndex
CREATE INDEX "DeadlineExtension_grantedById_idx" ON "DeadlineExtension"("grantedById");

-- CreateIndex
CREATE UNIQUE INDEX "DeadlineExtension_campaignId_studentId_key" ON "DeadlineExtension"("campaignId", "studentId");

-- CreateIndex
CREATE INDEX "Offer_campaignId_status_id_idx" ON "Offer"("campaignId", "status", "id");

-- CreateIndex
CREATE INDEX "Offer_status_id_idx" ON "Offer"("status", "id");

-- CreateIndex
CREATE INDEX "Offer_createdAt_id_idx" ON "Offer"("createdAt", "id");

-- CreateIndex
CREATE INDEX "Offer_contactId_idx" ON "Offer"("contactId");

-- CreateIndex
CREATE UNIQUE INDEX "Offer_companyId_title_campaignId_key" ON "Offer"("companyId", "title", "campaignId");

-- CreateIndex
CREATE INDEX "Candidature_offerId_status_rank_idx" ON "Candidature"("offerId", "status", "rank");

-- CreateIndex
CREATE INDEX "Candidature_campaignId_status_id_idx" ON "Candidature"("campaignId", "status", "id");

-- CreateIndex
CREATE INDEX "Candidature_studentId_status_idx" ON "Candidature"("studentId", "status");

-- CreateIndex
CREATE INDEX "Candidature_status_id_idx" ON "Candidature"("status", "id");

-- CreateIndex
CREATE INDEX "Candidature_createdAt_id_idx" ON "Candidature"("createdAt", "id");

-- CreateIndex
CREATE INDEX "Candidature_submittedAt_id_idx" ON "Candidature"("submittedAt", "id");

-- CreateIndex
CREATE INDEX "Candidature_status_proposalExpiresAt_idx" ON "Candidature"("status", "proposalExpiresAt");

-- CreateIndex
CREATE INDEX "Candidature_cvFileId_idx" ON "Candidature"("cvFileId");

-- CreateIndex
CREATE INDEX "Candidature_letterFileId_idx" ON "Candidature"("letterFileId");

-- CreateIndex
CREATE UNIQUE INDEX "Candidature_studentId_offerId_key" ON "Candidature"("studentId", "offerId");

-- CreateIndex
CREATE INDEX "Preference_campaignId_idx" ON "Preference"("campaignId");

-- CreateIndex
CREATE INDEX "Preference_offerId_idx" ON "Preference"("offerId");

-- CreateIndex
CREATE UNIQUE INDEX "Preference_studentId_campaignId_rank_key" ON "Preference"("studentId", "campaignId", "rank");

-- CreateIndex
CREATE UNIQUE INDEX "Preference_studentId_offerId_key" ON "Preference"("studentId", "offerId");

-- CreateIndex
CREATE INDEX "AllocationRun_campaignId_idx" ON "AllocationRun"("campaignId");

-- CreateIndex
CREATE UNIQUE INDEX "Placement_candidatureId_key" ON "Placement"("candidatureId");

-- CreateIndex
CREATE INDEX "Placement_status_id_idx" ON "Placement"("status", "id");

-- CreateIndex
CREATE INDEX "Placement_createdAt_id_idx" ON "Placement"("createdAt", "id");

-- CreateIndex
CREATE INDEX "Placement_campaignId_status_id_idx" ON "Placement"("campaignId", "status", "id");

-- CreateIndex
CREATE INDEX "Placement_studentId_idx" ON "Placement"("studentId");

-- CreateIndex
CREATE INDEX "Placement_companyId_idx" ON "Placement"("companyId");

-- CreateIndex
CREATE INDEX "Placement_offerId_idx" ON "Placement"("offerId");

-- CreateIndex
CREATE INDEX "Placement_contactId_idx" ON "Placement"("contactId");

-- CreateIndex
CREATE INDEX "Placement_schoolTutorId_status_idx" ON "Placement"("schoolTutorId", "status");

-- CreateIndex
CREATE INDEX "Placement_startsOn_idx" ON "Placement"("startsOn");

-- CreateIndex
CREATE INDEX "Placement_endsOn_idx" ON "Placement"("endsOn");

-- CreateIndex
CREATE UNIQUE INDEX "Agreement_number_key" ON "Agreement"("number");

-- CreateIndex
CREATE INDEX "Agreement_status_id_idx" ON "Agreement"("status", "id");

-- CreateIndex
CREATE INDEX "Agreement_createdAt_id_idx" ON "Agreement"("createdAt", "id");

-- CreateIndex
CREATE INDEX "Agreement_placementId_idx" ON "Agreement"("placementId");

-- CreateIndex
CREATE INDEX "Agreement_legalProfileId_idx" ON "Agreement"("legalProfileId");

-- CreateIndex
CREATE INDEX "AgreementVersion_fileId_idx" ON "AgreementVersion"("fileId");

-- CreateIndex
CREATE UNIQUE INDEX "AgreementVersion_agreementId_number_key" ON "AgreementVersion"("agreementId", "number");

-- CreateIndex
CREATE INDEX "Signatory_agreementId_order_idx" ON "Signatory"("agreementId", "order");

-- CreateIndex
CREATE INDEX "Signatory_versionId_idx" ON "Signatory"("versionId");

-- CreateIndex
CREATE INDEX "Signatory_amendmentId_idx" ON "Signatory"("amendmentId");

-- CreateIndex
CREATE INDEX "Signatory_personId_idx" ON "Signatory"("personId");

-- CreateIndex
CREATE INDEX "Signatory_scanFileId_idx" ON "Signatory"("scanFileId");

-- CreateIndex
CREATE INDEX "Amendment_status_id_idx" ON "Amendment"("status", "id");

-- CreateIndex
CREATE INDEX "Amendment_createdAt_id_idx" ON "Amendment"("createdAt", "id");

-- CreateIndex
CREATE INDEX "Amendment_fileId_idx" ON "Amendment"("fileId");

-- CreateIndex
CREATE UNIQUE INDEX "Amendment_agreementId_number_key" ON "Amendment"("agreementId", "number");

-- CreateIndex
CREATE INDEX "PresencePeriod_placementId_startsOn_idx" ON "PresencePeriod"("placementId", "startsOn");

-- CreateIndex
CREATE INDEX "Interruption_placementId_startsOn_idx" ON "Interruption"("placementId", "startsOn");

-- CreateIndex
CREATE INDEX "Interruption_amendmentId_idx" ON "Interruption"("amendmentId");

-- CreateIndex
CREATE INDEX "LogbookEntry_status_id_idx" ON "LogbookEntry"("status", "id");

-- CreateIndex
CREATE INDEX "LogbookEntry_createdAt_id_idx" ON "LogbookEntry"("createdAt", "id");

-- CreateIndex
CREATE UNIQUE INDEX "LogbookEntry_placementId_day_key" ON "LogbookEntry"("placementId", "day");

-- CreateIndex
CREATE INDEX "Deliverable_status_id_idx" ON "Deliverable"("status", "id");

-- CreateIndex
CREATE INDEX "Deliverable_createdAt_id_idx" ON "Deliverable"("createdAt", "id");

-- CreateIndex
CREATE INDEX "Deliverable_dueOn_idx" ON "Deliverable"("dueOn");

-- CreateIndex
CREATE UNIQUE INDEX "Deliverable_placementId_kind_key" ON "Deliverable"("placementId", "kind");

-- CreateIndex
CREATE INDEX "DeliverableVersion_fileId_idx" ON "DeliverableVersion"("fileId");

-- CreateIndex
CREATE INDEX "DeliverableVersion_depositedById_idx" ON "DeliverableVersion"("depositedById");

-- CreateIndex
CREATE UNIQUE INDEX "DeliverableVersion_deliverableId_number_key" ON "DeliverableVersion"("deliverableId", "number");

-- CreateIndex
CREATE INDEX "TutorVisit_placementId_visitedOn_idx" ON "TutorVisit"("placementId", "visitedOn");

-- CreateIndex
CREATE INDEX "TutorVisit_createdAt_id_idx" ON "TutorVisit"("createdAt", "id");

-- CreateIndex
CREATE INDEX "TutorVisit_authorId_idx" ON "TutorVisit"("authorId");

-- CreateIndex
CREATE INDEX "Evaluation_status_id_idx" ON "Evaluation"("status", "id");

-- CreateIndex
CREATE INDEX "Evaluation_createdAt_id_idx" ON "Evaluation"("createdAt", "id");

-- CreateIndex
CREATE INDEX "Evaluation_scanFileId_idx" ON "Evaluation"("scanFileId");

-- CreateIndex
CREATE UNIQUE INDEX "Evaluation_placementId_kind_stage_key" ON "Evaluation"("placementId", "kind", "stage");

-- CreateIndex
CREATE UNIQUE INDEX "Room_name_key" ON "Room"("name");

-- CreateIndex
CREATE INDEX "Defense_placementId_idx" ON "Defense"("placementId");

-- CreateIndex
CREATE INDEX "Defense_roomId_startsAt_idx" ON "Defense"("roomId", "startsAt");

-- CreateIndex
CREATE INDEX "Defense_status_id_idx" ON "Defense"("status", "id");

-- CreateIndex
CREATE INDEX "Defense_createdAt_id_idx" ON "Defense"("createdAt", "id");

-- CreateIndex
CREATE INDEX "Defense_minutesFileId_idx" ON "Defense"("minutesFileId");

-- CreateIndex
CREATE INDEX "JuryMember_personId_idx" ON "JuryMember"("personId");

-- CreateIndex
CREATE UNIQUE INDEX "JuryMember_defenseId_personId_key" ON "JuryMember"("defenseId", "personId");

-- CreateIndex
CREATE UNIQUE INDEX "FinalGrade_placementId_key" ON "FinalGrade"("placementId");

-- CreateIndex
CREATE INDEX "FinalGrade_status_id_idx" ON "FinalGrade"("status", "id");

-- CreateIndex
CREATE INDEX "FinalGrade_createdAt_id_idx" ON "FinalGrade"("createdAt", "id");

-- CreateIndex
CREATE INDEX "FinalGrade_schemeId_idx" ON "FinalGrade"("schemeId");

-- CreateIndex
CREATE INDEX "Survey_campaignId_idx" ON "Survey"("campaignId");

-- CreateIndex
CREATE INDEX "Survey_status_id_idx" ON "Survey"("status", "id");

-- CreateIndex
CREATE INDEX "SurveyAnswer_placementId_idx" ON "SurveyAnswer"("placementId");

-- CreateIndex
CREATE UNIQUE INDEX "SurveyAnswer_surveyId_placementId_key" ON "SurveyAnswer"("surveyId", "placementId");

-- CreateIndex
CREATE UNIQUE INDEX "Alert_key_key" ON "Alert"("key");

-- CreateIndex
CREATE INDEX "Alert_status_id_idx" ON "Alert"("status", "id");

-- CreateIndex
CREATE INDEX "Alert_createdAt_id_idx" ON "Alert"("createdAt", "id");

-- CreateIndex
CREATE INDEX "Alert_placementId_idx" ON "Alert"("placementId");

-- CreateIndex
CREATE INDEX "Alert_departmentId_idx" ON "Alert"("departmentId");

-- CreateIndex
CREATE INDEX "Alert_ownerId_idx" ON "Alert"("ownerId");

-- CreateIndex
CREATE INDEX "Alert_noun_recordId_idx" ON "Alert"("noun", "recordId");

-- CreateIndex
CREATE INDEX "SupportingDocument_placementId_kind_idx" ON "SupportingDocument"("placementId", "kind");

-- CreateIndex
CREATE INDEX "SupportingDocument_fileId_idx" ON "SupportingDocument"("fileId");

-- CreateIndex
CREATE UNIQUE INDEX "AccessLink_tokenHash_key" ON "AccessLink"("tokenHash");

-- CreateIndex
CREATE INDEX "AccessLink_contactId_idx" ON "AccessLink"("contactId");

-- CreateIndex
CREATE INDEX "AccessLink_noun_recordId_idx" ON "AccessLink"("noun", "recordId");

-- CreateIndex
CREATE UNIQUE INDEX "NotificationLog_key_key" ON "NotificationLog"("key");

-- CreateIndex
CREATE INDEX "NotificationLog_noun_recordId_idx" ON "NotificationLog"("noun", "recordId");

-- CreateIndex
CREATE INDEX "NotificationLog_plannedAt_idx" ON "NotificationLog"("plannedAt");

-- AddForeignKey
ALTER TABLE "Account" ADD CONSTRAINT "Account_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RecoveryCode" ADD CONSTRAINT "RecoveryCode_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AccountToken" ADD CONSTRAINT "AccountToken_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "IdempotencyKey" ADD CONSTRAINT "IdempotencyKey_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RoleAssignment" ADD CONSTRAINT "RoleAssignment_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RoleAssignment" ADD CONSTRAINT "RoleAssignment_departmentId_fkey" FOREIGN KEY ("departmentId") REFERENCES "Department"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RoleAssignment" ADD CONSTRAINT "RoleAssignment_grantedById_fkey" FOREIGN KEY ("grantedById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Programme" ADD CONSTRAINT "Programme_departmentId_fkey" FOREIGN KEY ("departmentId") REFERENCES "Department"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Cohort" ADD CONSTRAINT "Cohort_programmeId_fkey" FOREIGN KEY ("programmeId") REFERENCES "Programme"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Student" ADD CONSTRAINT "Student_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Student" ADD CONSTRAINT "Student_cohortId_fkey" FOREIGN KEY ("cohortId") REFERENCES "Cohort"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StoredFile" ADD CONSTRAINT "StoredFile_uploadedById_fkey" FOREIGN KEY ("uploadedById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Event" ADD CONSTRAINT "Event_actorId_fkey" FOREIGN KEY ("actorId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Event" ADD CONSTRAINT "Event_impersonatorId_fkey" FOREIGN KEY ("impersonatorId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EventSeal" ADD CONSTRAINT "EventSeal_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "Event"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Notification" ADD CONSTRAINT "Notification_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SavedView" ADD CONSTRAINT "SavedView_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImportRun" ADD CONSTRAINT "ImportRun_createdById_fkey" FOREIGN KEY ("createdById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Company" ADD CONSTRAINT "Company_agreementTemplateId_fkey" FOREIGN KEY ("agreementTemplateId") REFERENCES "StoredFile"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CompanyContact" ADD CONSTRAINT "CompanyContact_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CompanyContact" ADD CONSTRAINT "CompanyContact_companyId_fkey" FOREIGN KEY ("companyId") REFERENCES "Company"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CompanyMerge" ADD CONSTRAINT "CompanyMerge_keptId_fkey" FOREIGN KEY ("keptId") REFERENCES "Company"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CompanyMerge" ADD CONSTRAINT "CompanyMerge_mergedId_fkey" FOREIGN KEY ("mergedId") REFERENCES "Company"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CompanyMerge" ADD CONSTRAINT "CompanyMerge_mergedById_fkey" FOREIGN KEY ("mergedById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LegalRule" ADD CONSTRAINT "LegalRule_profileId_fkey" FOREIGN KEY ("profileId") REFERENCES "LegalProfile"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Waiver" ADD CONSTRAINT "Waiver_ruleId_fkey" FOREIGN KEY ("ruleId") REFERENCES "LegalRule"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Waiver" ADD CONSTRAINT "Waiver_placementId_fkey" FOREIGN KEY ("placementId") REFERENCES "Placement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Waiver" ADD CONSTRAINT "Waiver_grantedById_fkey" FOREIGN KEY ("grantedById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Holiday" ADD CONSTRAINT "Holiday_calendarId_fkey" FOREIGN KEY ("calendarId") REFERENCES "HolidayCalendar"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Campaign" ADD CONSTRAINT "Campaign_departmentId_fkey" FOREIGN KEY ("departmentId") REFERENCES "Department"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Campaign" ADD CONSTRAINT "Campaign_legalProfileId_fkey" FOREIGN KEY ("legalProfileId") REFERENCES "LegalProfile"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Campaign" ADD CONSTRAINT "Campaign_gradingSchemeId_fkey" FOREIGN KEY ("gradingSchemeId") REFERENCES "GradingScheme"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CampaignCohort" ADD CONSTRAINT "CampaignCohort_campaignId_fkey" FOREIGN KEY ("campaignId") REFERENCES "Campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CampaignCohort" ADD CONSTRAINT "CampaignCohort_cohortId_fkey" FOREIGN KEY ("cohortId") REFERENCES "Cohort"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DeadlineExtension" ADD CONSTRAINT "DeadlineExtension_campaignId_fkey" FOREIGN KEY ("campaignId") REFERENCES "Campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DeadlineExtension" ADD CONSTRAINT "DeadlineExtension_studentId_fkey" FOREIGN KEY ("studentId") REFERENCES "Student"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DeadlineExtension" ADD CONSTRAINT "DeadlineExtension_grantedById_fkey" FOREIGN KEY ("grantedById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Offer" ADD CONSTRAINT "Offer_companyId_fkey" FOREIGN KEY ("companyId") REFERENCES "Company"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Offer" ADD CONSTRAINT "Offer_campaignId_fkey" FOREIGN KEY ("campaignId") REFERENCES "Campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Offer" ADD CONSTRAINT "Offer_contactId_fkey" FOREIGN KEY ("contactId") REFERENCES "CompanyContact"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Candidature" ADD CONSTRAINT "Candidature_studentId_fkey" FOREIGN KEY ("studentId") REFERENCES "Student"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Candidature" ADD CONSTRAINT "Candidature_offerId_fkey" FOREIGN KEY ("offerId") REFERENCES "Offer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Candidature" ADD CONSTRAINT "Candidature_campaignId_fkey" FOREIGN KEY ("campaignId") REFERENCES "Campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Candidature" ADD CONSTRAINT "Candidature_cvFileId_fkey" FOREIGN KEY ("cvFileId") REFERENCES "StoredFile"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Candidature" ADD CONSTRAINT "Candidature_letterFileId_fkey" FOREIGN KEY ("letterFileId") REFERENCES "StoredFile"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Preference" ADD CONSTRAINT "Preference_studentId_fkey" FOREIGN KEY ("studentId") REFERENCES "Student"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Preference" ADD CONSTRAINT "Preference_campaignId_fkey" FOREIGN KEY ("campaignId") REFERENCES "Campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Preference" ADD CONSTRAINT "Preference_offerId_fkey" FOREIGN KEY ("offerId") REFERENCES "Offer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AllocationRun" ADD CONSTRAINT "AllocationRun_campaignId_fkey" FOREIGN KEY ("campaignId") REFERENCES "Campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Placement" ADD CONSTRAINT "Placement_studentId_fkey" FOREIGN KEY ("studentId") REFERENCES "Student"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Placement" ADD CONSTRAINT "Placement_campaignId_fkey" FOREIGN KEY ("campaignId") REFERENCES "Campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Placement" ADD CONSTRAINT "Placement_companyId_fkey" FOREIGN KEY ("companyId") REFERENCES "Company"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Placement" ADD CONSTRAINT "Placement_offerId_fkey" FOREIGN KEY ("offerId") REFERENCES "Offer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Placement" ADD CONSTRAINT "Placement_candidatureId_fkey" FOREIGN KEY ("candidatureId") REFERENCES "Candidature"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Placement" ADD CONSTRAINT "Placement_contactId_fkey" FOREIGN KEY ("contactId") REFERENCES "CompanyContact"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Placement" ADD CONSTRAINT "Placement_schoolTutorId_fkey" FOREIGN KEY ("schoolTutorId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Agreement" ADD CONSTRAINT "Agreement_placementId_fkey" FOREIGN KEY ("placementId") REFERENCES "Placement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Agreement" ADD CONSTRAINT "Agreement_legalProfileId_fkey" FOREIGN KEY ("legalProfileId") REFERENCES "LegalProfile"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AgreementVersion" ADD CONSTRAINT "AgreementVersion_agreementId_fkey" FOREIGN KEY ("agreementId") REFERENCES "Agreement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AgreementVersion" ADD CONSTRAINT "AgreementVersion_fileId_fkey" FOREIGN KEY ("fileId") REFERENCES "StoredFile"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Signatory" ADD CONSTRAINT "Signatory_agreementId_fkey" FOREIGN KEY ("agreementId") REFERENCES "Agreement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Signatory" ADD CONSTRAINT "Signatory_versionId_fkey" FOREIGN KEY ("versionId") REFERENCES "AgreementVersion"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Signatory" ADD CONSTRAINT "Signatory_amendmentId_fkey" FOREIGN KEY ("amendmentId") REFERENCES "Amendment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Signatory" ADD CONSTRAINT "Signatory_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Signatory" ADD CONSTRAINT "Signatory_scanFileId_fkey" FOREIGN KEY ("scanFileId") REFERENCES "StoredFile"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Amendment" ADD CONSTRAINT "Amendment_agreementId_fkey" FOREIGN KEY ("agreementId") REFERENCES "Agreement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Amendment" ADD CONSTRAINT "Amendment_fileId_fkey" FOREIGN KEY ("fileId") REFERENCES "StoredFile"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PresencePeriod" ADD CONSTRAINT "PresencePeriod_placementId_fkey" FOREIGN KEY ("placementId") REFERENCES "Placement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Interruption" ADD CONSTRAINT "Interruption_placementId_fkey" FOREIGN KEY ("placementId") REFERENCES "Placement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Interruption" ADD CONSTRAINT "Interruption_amendmentId_fkey" FOREIGN KEY ("amendmentId") REFERENCES "Amendment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LogbookEntry" ADD CONSTRAINT "LogbookEntry_placementId_fkey" FOREIGN KEY ("placementId") REFERENCES "Placement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Deliverable" ADD CONSTRAINT "Deliverable_placementId_fkey" FOREIGN KEY ("placementId") REFERENCES "Placement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DeliverableVersion" ADD CONSTRAINT "DeliverableVersion_deliverableId_fkey" FOREIGN KEY ("deliverableId") REFERENCES "Deliverable"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DeliverableVersion" ADD CONSTRAINT "DeliverableVersion_fileId_fkey" FOREIGN KEY ("fileId") REFERENCES "StoredFile"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DeliverableVersion" ADD CONSTRAINT "DeliverableVersion_depositedById_fkey" FOREIGN KEY ("depositedById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TutorVisit" ADD CONSTRAINT "TutorVisit_placementId_fkey" FOREIGN KEY ("placementId") REFERENCES "Placement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TutorVisit" ADD CONSTRAINT "TutorVisit_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Evaluation" ADD CONSTRAINT "Evaluation_placementId_fkey" FOREIGN KEY ("placementId") REFERENCES "Placement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Evaluation" ADD CONSTRAINT "Evaluation_scanFileId_fkey" FOREIGN KEY ("scanFileId") REFERENCES "StoredFile"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Defense" ADD CONSTRAINT "Defense_placementId_fkey" FOREIGN KEY ("placementId") REFERENCES "Placement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Defense" ADD CONSTRAINT "Defense_roomId_fkey" FOREIGN KEY ("roomId") REFERENCES "Room"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Defense" ADD CONSTRAINT "Defense_minutesFileId_fkey" FOREIGN KEY ("minutesFileId") REFERENCES "StoredFile"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "JuryMember" ADD CONSTRAINT "JuryMember_defenseId_fkey" FOREIGN KEY ("defenseId") REFERENCES "Defense"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "JuryMember" ADD CONSTRAINT "JuryMember_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FinalGrade" ADD CONSTRAINT "FinalGrade_placementId_fkey" FOREIGN KEY ("placementId") REFERENCES "Placement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FinalGrade" ADD CONSTRAINT "FinalGrade_schemeId_fkey" FOREIGN KEY ("schemeId") REFERENCES "GradingScheme"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Survey" ADD CONSTRAINT "Survey_campaignId_fkey" FOREIGN KEY ("campaignId") REFERENCES "Campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SurveyAnswer" ADD CONSTRAINT "SurveyAnswer_surveyId_fkey" FOREIGN KEY ("surveyId") REFERENCES "Survey"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SurveyAnswer" ADD CONSTRAINT "SurveyAnswer_placementId_fkey" FOREIGN KEY ("placementId") REFERENCES "Placement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Alert" ADD CONSTRAINT "Alert_placementId_fkey" FOREIGN KEY ("placementId") REFERENCES "Placement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Alert" ADD CONSTRAINT "Alert_departmentId_fkey" FOREIGN KEY ("departmentId") REFERENCES "Department"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Alert" ADD CONSTRAINT "Alert_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SupportingDocument" ADD CONSTRAINT "SupportingDocument_placementId_fkey" FOREIGN KEY ("placementId") REFERENCES "Placement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SupportingDocument" ADD CONSTRAINT "SupportingDocument_fileId_fkey" FOREIGN KEY ("fileId") REFERENCES "StoredFile"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AccessLink" ADD CONSTRAINT "AccessLink_contactId_fkey" FOREIGN KEY ("contactId") REFERENCES "CompanyContact"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
