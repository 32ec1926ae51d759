-- The same signed report once more: it changes nothing, and is counted beside the refusals, so that nobody repeats it unseen.
ALTER TABLE hub.counter_line ADD COLUMN replays integer NOT NULL DEFAULT 0, ADD COLUMN last_replayed_at timestamptz;
