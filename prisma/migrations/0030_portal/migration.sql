-- AlterTable
ALTER TABLE "CompanyContact" ADD COLUMN     "replacedById" UUID;

-- CreateIndex
CREATE INDEX "CompanyContact_replacedById_idx" ON "CompanyContact"("replacedById");

-- AddForeignKey
ALTER TABLE "CompanyContact" ADD CONSTRAINT "CompanyContact_replacedById_fkey" FOREIGN KEY ("replacedById") REFERENCES "CompanyContact"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
