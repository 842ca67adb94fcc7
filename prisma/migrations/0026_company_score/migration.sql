-- AlterTable
ALTER TABLE "Company" ADD COLUMN     "satisfaction" DECIMAL(4,2),
ADD COLUMN     "satisfactionCount" INTEGER NOT NULL DEFAULT 0;
