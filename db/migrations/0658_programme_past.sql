-- A report of a past period says the programme as it stood then (MON-28): what a programme was before it was changed is kept.
CREATE TABLE hub.programme_past (
  id         text        NOT NULL,
  serial     bigint      GENERATED ALWAYS AS IDENTITY,
  name       text        NOT NULL,
  source     text        NOT NULL,
  from_day   date        NOT NULL,
  target_day date        NOT NULL,
  steps      jsonb       NOT NULL,
  said       jsonb       NOT NULL,
  updated_at timestamptz NOT NULL,
  updated_by text        NOT NULL,
  PRIMARY KEY (id, serial)
);
CREATE FUNCTION hub.keep_programme() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = hub, pg_temp AS $$
BEGIN
  INSERT INTO programme_past (id, name, source, from_day, target_day, steps, said, updated_at, updated_by)
  VALUES (OLD.id, OLD.name, OLD.source, OLD.from_day, OLD.target_day, OLD.steps, OLD.said, OLD.updated_at, OLD.updated_by);
  RETURN NEW;
END $$;
CREATE TRIGGER keep BEFORE UPDATE ON hub.programme FOR EACH ROW EXECUTE FUNCTION hub.keep_programme();
GRANT SELECT ON hub.programme_past TO benhan_app;
