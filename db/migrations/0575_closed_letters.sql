-- Closed letters (JWE) of houses that merged, and those that go on to another receiver (docs/operations/hub.md).

-- The key of a house that was merged into this one: it opens what was closed for that house, nobody encrypts by it.
ALTER TABLE exchange.encryption_key ADD COLUMN taken_over_from text;
ALTER TABLE hub.encryption_key ADD COLUMN taken_over_from text;

-- A letter the hub sent back because it is closed for a house that is no more: to whom it is to be closed anew.
ALTER TABLE hub.delivery ADD COLUMN resend_to text;
GRANT UPDATE (resend_to) ON hub.delivery TO benhan_app;

-- A letter that was closed again for later receivers came under a name that follows from its own.
CREATE INDEX incoming_sent_as ON exchange.incoming (facility, (head ->> 'sent_as')) WHERE head ? 'sent_as';
CREATE INDEX closed_part_identity ON exchange.closed_part (facility, identity) WHERE position = 0;
