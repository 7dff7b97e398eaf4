-- Counts what one request uses up, each rate in turn, up to the first that has no room: which that is, and how many seconds
-- until it has; no row when all had room. The numbers come with the call (Store/Limits/Rate.swift).
--
-- A row of `rates` holds one moment: until when what was granted is used up. Each use moves it on by its share of the hour,
-- and fits while the moment stays within an hour from now. So the hour slides with every use, the wait is known exactly,
-- and a row whose moment has passed says nothing any more and may go.
CREATE FUNCTION charge(names text[], subjects text[], shares bigint[]) RETURNS TABLE (name text, seconds bigint)
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    share interval;
BEGIN
    FOR place IN 1 .. cardinality(names) LOOP
        share := shares[place] * interval '1 microsecond';
        INSERT INTO rates VALUES (names[place], subjects[place], now() + share)
        ON CONFLICT (rate, subject) DO UPDATE SET used_until = greatest(rates.used_until, now()) + share
        WHERE rates.used_until <= now() + interval '1 hour' - share;
        IF NOT FOUND THEN
            RETURN QUERY
            SELECT rate, greatest(ceil(extract(epoch FROM used_until - now() - interval '1 hour' + share))::bigint, 1)
            FROM rates WHERE rate = names[place] AND subject = subjects[place];
            RETURN;
        END IF;
    END LOOP;
    -- Rows that are over are taken away last, when no more have to be waited for.
    DELETE FROM rates WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM rates WHERE used_until < now() ORDER BY used_until LIMIT 10 FOR UPDATE SKIP LOCKED));
END
$$;

REVOKE EXECUTE ON FUNCTION charge(text[], text[], bigint[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION charge(text[], text[], bigint[]) TO nexus_app;
