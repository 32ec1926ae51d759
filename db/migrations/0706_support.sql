-- People of a supplier who help here work only inside a session somebody of the house approved (PDP-12).
ALTER TABLE access.account ADD COLUMN is_support boolean NOT NULL DEFAULT false;

CREATE TABLE access.support_session (
  id            text        PRIMARY KEY,
  facility      text        NOT NULL,
  account       text        NOT NULL REFERENCES access.account (id),
  processor     text        NOT NULL DEFAULT '',  -- of the facility's register (privacy.word)
  reason        text        NOT NULL CHECK (reason <> ''),
  begins_at     timestamptz NOT NULL,
  until         timestamptz NOT NULL CHECK (until > begins_at),
  approved_by   text        NOT NULL,
  approved_name text        NOT NULL,
  approved_at   timestamptz NOT NULL DEFAULT now(),
  ended_at      timestamptz,
  ended_name    text
);
CREATE INDEX support_session_of_account ON access.support_session (account, until);
GRANT SELECT, INSERT ON access.support_session TO benhan_app;
GRANT UPDATE (ended_at, ended_name) ON access.support_session TO benhan_app;

-- Whether an account may be used now: always, unless it is a supporter's outside of a session.
CREATE FUNCTION access.may_work(asked_id text, asked_is_support boolean) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT NOT asked_is_support OR EXISTS (
    SELECT FROM access.support_session AS s WHERE s.account = asked_id AND s.begins_at <= now() AND s.until > now()
      AND s.ended_at IS NULL)
$$;
