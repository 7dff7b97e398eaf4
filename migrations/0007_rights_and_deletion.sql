-- What the application's role may do is listed, object by object, in README.md, and a test compares. What it could do
-- beside: run the trigger functions from a table of its own, and so write history that never was.

REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC;
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

ALTER FUNCTION touch_updated_at() SET search_path = public, pg_temp;
ALTER FUNCTION orders_guard_change() SET search_path = public, pg_temp;

-- Whoever writes them, and however. Of texts and not of rows: PostgreSQL reads its own dump of a list of rows as another.
ALTER TABLE order_events ADD CONSTRAINT order_events_are_legal CHECK (coalesce(from_status, '') || '>' || to_status IN (
    '>created', 'created>processing', 'created>cancelled', 'processing>paid', 'processing>cancelled', 'paid>refunded'
));

-- A product may have been bought 200,000 times, and letting go of that many orders takes longer than a page may. So
-- deleting it is one mark, after which no page shows it, and `sweep` does the rest in pieces.
ALTER TABLE products ADD COLUMN deleted_at timestamptz;
ALTER TABLE products ADD CONSTRAINT products_deleted_is_off_sale CHECK (deleted_at IS NULL OR status = 'archived');
ALTER TABLE products DROP CONSTRAINT products_slug_key;
CREATE UNIQUE INDEX products_slug_key ON products (slug) WHERE deleted_at IS NULL;
CREATE INDEX products_deleted ON products (deleted_at) WHERE deleted_at IS NOT NULL;

CREATE FUNCTION products_guard_deletion() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF OLD.deleted_at IS NOT NULL THEN
        RAISE EXCEPTION 'a deleted product stays deleted'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'products_deletion_is_final', TABLE = 'products';
    END IF;
    IF NEW.deleted_at IS NOT NULL THEN
        NEW.deleted_at := now();
        NEW.status := 'archived';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER products_guard_deletion BEFORE UPDATE ON products FOR EACH ROW EXECUTE FUNCTION products_guard_deletion();

REVOKE DELETE ON products FROM nexus_app;
GRANT UPDATE (deleted_at) ON products TO nexus_app;

-- Takes away what nobody can see any more: sessions that have expired, products that were deleted, once no order points
-- to them. Touches `most` rows at most and gives how many; 0 when there is nothing left. Many may run it at once: each
-- takes what no other has in hand.
CREATE FUNCTION sweep(most integer) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    gone bigint;
    piece integer;
    done integer := 0;
BEGIN
    DELETE FROM sessions WHERE token_hash IN (
        SELECT token_hash FROM sessions WHERE expires_at < now() LIMIT most FOR UPDATE SKIP LOCKED);
    GET DIAGNOSTICS done = ROW_COUNT;
    WHILE done < most LOOP
        SELECT id INTO gone FROM products WHERE deleted_at IS NOT NULL
        ORDER BY deleted_at LIMIT 1 FOR UPDATE SKIP LOCKED;
        EXIT WHEN NOT FOUND;
        UPDATE orders SET product_id = NULL
        WHERE id IN (SELECT id FROM orders WHERE product_id = gone LIMIT most - done);
        GET DIAGNOSTICS piece = ROW_COUNT;
        done := done + piece;
        EXIT WHEN done >= most;
        DELETE FROM products WHERE id = gone;
        done := done + 1;
    END LOOP;
    RETURN done;
END
$$;

GRANT EXECUTE ON FUNCTION sweep(integer) TO nexus_app;
