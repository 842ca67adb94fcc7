-- CreateTable
CREATE TABLE "ColumnChoice" (
    "personId" UUID NOT NULL,
    "model" TEXT NOT NULL,
    "columns" TEXT[],
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ColumnChoice_pkey" PRIMARY KEY ("personId","model")
);

-- AddForeignKey
ALTER TABLE "ColumnChoice" ADD CONSTRAINT "ColumnChoice_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;
