-- Prescriptions the hub brought to the pharmacy a person named, by house, pharmacy and day of the prescription, and what became of
-- them (MON-26). Added up by the monitor's walk with the deliveries it counts anyway (docs/decisions/0025, 0026). Numbers only.
CREATE TABLE hub.prescription_use (
  facility text    NOT NULL,                    -- who prescribed
  pharmacy text    NOT NULL,
  day      date    NOT NULL,
  named    bigint  NOT NULL DEFAULT 0,          -- brought to this pharmacy
  handed   bigint  NOT NULL DEFAULT 0,          -- it sold of it, in part or all
  returned bigint  NOT NULL DEFAULT 0,          -- it gave it back
  seen_at  timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (facility, pharmacy, day)
);
CREATE INDEX prescription_use_day ON hub.prescription_use (day);
ALTER TABLE hub.prescription_use ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_or_oversight ON hub.prescription_use
  USING (facility = public.current_facility() OR hub.is_oversight()) WITH CHECK (hub.is_oversight());
GRANT SELECT, INSERT, UPDATE ON hub.prescription_use TO benhan_app;

-- What the walk had counted before there was this sum: papers it has passed, deliveries made by the time it last looked.
INSERT INTO hub.prescription_use (facility, pharmacy, day, named, handed, returned)
SELECT sender, recipient, day, count(*), count(*) FILTER (WHERE state IN ('accepted', 'completed')), count(*) FILTER (WHERE state = 'rejected')
FROM (
  -- Of what is still followed, the state the walk knows: what it is by now it adds itself.
  SELECT d.sender, d.recipient, counters.document_day(s.kind, s.created_at::text, s.about -> 'period') AS day, coalesce(b.state, d.state) AS state
  FROM hub.submission AS s JOIN hub.delivery AS d ON d.sender = s.sender AND d.number = s.number
  LEFT JOIN hub.board_delivery AS b ON b.recipient = d.recipient AND b.number = d.number
  WHERE s.kind = 'prescription' AND s.number <= (SELECT position FROM hub.board_walk WHERE name = 'submission')
    AND NOT EXISTS (SELECT FROM hub.board_hole AS h WHERE h.name = 'submission' AND h.number = s.number)
    AND (b.number IS NOT NULL OR d.requested_at < (SELECT seen_at FROM hub.board_walk WHERE name = 'delivery') - interval '1 hour')
) AS known WHERE day IS NOT NULL GROUP BY 1, 2, 3;
