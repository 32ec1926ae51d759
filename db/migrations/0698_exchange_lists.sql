-- What lapsed, and what corrected something that was sent: few among many, asked by every open desk.
CREATE INDEX outgoing_expired ON exchange.outgoing (facility, expired_at) WHERE expired_at IS NOT NULL;
CREATE INDEX outgoing_correction ON exchange.outgoing (facility, posted_at) WHERE head ? 'replaces';
