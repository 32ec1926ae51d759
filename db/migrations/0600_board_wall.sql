-- The Sở's board (docs/decisions/0025): who may see rows of a facility that is not one's own.
-- Said for one transaction by network/monitor's as_oversight after it demanded the right; never kept on a connection.
CREATE FUNCTION hub.is_oversight() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT current_setting('benhan.oversight', true) = 'on' $$;
GRANT EXECUTE ON FUNCTION hub.is_oversight() TO benhan_app;
