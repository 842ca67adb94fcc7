-- AlterTable
ALTER TABLE "TrashedRecord" ADD COLUMN     "restoredById" UUID;

-- CreateIndex
CREATE INDEX "TrashedRecord_restoredById_idx" ON "TrashedRecord"("restoredById");

-- AddForeignKey
ALTER TABLE "TrashedRecord" ADD CONSTRAINT "TrashedRecord_restoredById_fkey" FOREIGN KEY ("restoredById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
