-- Letters that were held for a person to look at are counted by class of error too, beside those refused: how often, not how
-- many wait just now (that is day_count.held).
ALTER TABLE hub.day_refusal ADD COLUMN held integer NOT NULL DEFAULT 0;

-- What the monitor had walked over before it counted them.
INSERT INTO hub.day_refusal AS d (facility, day, kind, class, count, held)
SELECT sender, counters.day_of(at), coalesce(kind, ''), code, 0, count(*) FROM hub.refusal
WHERE state <> 'refused' AND id <= (SELECT position FROM hub.board_walk WHERE name = 'refusal')
GROUP BY 1, 2, 3, 4
ON CONFLICT (facility, day, kind, class) DO UPDATE SET held = excluded.held;
