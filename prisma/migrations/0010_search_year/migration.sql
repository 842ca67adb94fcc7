create index "Cohort_search_idx" on "Cohort" using gin ((preau_fold(coalesce("year"::text, ''))) gin_trgm_ops);
comment on index "Cohort_search_idx" is 'preau_fold(coalesce("year"::text, ''''))';
