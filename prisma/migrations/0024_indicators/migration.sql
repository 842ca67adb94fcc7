-- AlterTable
ALTER TABLE "Student" ADD COLUMN     "isExempted" BOOLEAN NOT NULL DEFAULT false;
