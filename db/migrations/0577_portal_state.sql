-- When the national portal was last asked for a facility, and what it said: the administrator of the house looks there first.
ALTER TABLE health_book.setting
  ADD COLUMN portal_tried_at timestamptz,
  ADD COLUMN portal_ok_at    timestamptz,
  ADD COLUMN portal_error    text NOT NULL DEFAULT '';
