-- A letter that could not be fetched says so to people: from whom, since when, and who can put it right.
ALTER TABLE exchange.task ADD COLUMN sender text, ADD COLUMN failing_since timestamptz,
  ADD COLUMN fault text CHECK (fault IN ('scanner', 'hub', 'here'));
GRANT UPDATE (sender, failing_since, fault) ON exchange.task TO benhan_app;
UPDATE exchange.task SET failing_since = now(),
  fault = CASE WHEN last_error LIKE 'Chưa kiểm tra được mã độc%' THEN 'scanner' ELSE 'hub' END
WHERE incoming IS NULL AND last_error IS NOT NULL;
CREATE INDEX task_unfetched ON exchange.task (facility) WHERE incoming IS NULL AND last_error IS NOT NULL;

-- What came and did not reach the room that uses its kind: why, and when that room is told again.
ALTER TABLE exchange.incoming ADD COLUMN room_error text, ADD COLUMN room_failures integer NOT NULL DEFAULT 0,
  ADD COLUMN room_next_at timestamptz;
GRANT UPDATE (room_error, room_failures, room_next_at) ON exchange.incoming TO benhan_app;
CREATE INDEX incoming_untaken ON exchange.incoming (facility, room_next_at) WHERE room_error IS NOT NULL;
