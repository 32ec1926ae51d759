-- The role the server works as. It owns nothing: rights are granted table by table, and history is INSERT and SELECT only.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'benhan_app') THEN
    CREATE ROLE benhan_app NOLOGIN;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; -- two databases of one server migrating at once
END $$;

DO $$ BEGIN EXECUTE format('GRANT benhan_app TO %I', current_user); EXCEPTION WHEN OTHERS THEN NULL; END $$;

-- The facility this connection works for; '' (no facility) sees no facility's rows.
CREATE FUNCTION public.current_facility() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT current_setting('benhan.facility', true) $$;
GRANT EXECUTE ON FUNCTION public.current_facility() TO benhan_app;
