-- The health page says which schema this is and what is still to run: names and digests of our own files, nobody's data.
GRANT SELECT ON public.schema_migration TO benhan_app;
