-- Why the Sở changed how patient it is, and what it was before: a measure everybody is judged by is never overwritten.
ALTER TABLE hub.board_rule ADD COLUMN reason text NOT NULL DEFAULT '';
CREATE TABLE hub.board_rule_past (
  name       text        NOT NULL,
  serial     bigint      GENERATED ALWAYS AS IDENTITY,
  value      integer     NOT NULL,
  changed_by text        NOT NULL,
  changed_at timestamptz NOT NULL,
  reason     text        NOT NULL,
  PRIMARY KEY (name, serial)
);
CREATE FUNCTION hub.keep_board_rule() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = hub, pg_temp AS $$
BEGIN
  INSERT INTO board_rule_past (name, value, changed_by, changed_at, reason)
  VALUES (OLD.name, OLD.value, OLD.changed_by, OLD.changed_at, OLD.reason);
  RETURN NEW;
END $$;
CREATE TRIGGER keep BEFORE UPDATE ON hub.board_rule FOR EACH ROW EXECUTE FUNCTION hub.keep_board_rule();
GRANT UPDATE (reason) ON hub.board_rule TO benhan_app;
GRANT SELECT ON hub.board_rule_past TO benhan_app;
