-- Each account's own time zone: whose day "today" is. The usual ones are offered; the server knows them all.

ALTER TABLE users ADD COLUMN time_zone text NOT NULL DEFAULT 'UTC',
    ADD CONSTRAINT users_time_zone_form CHECK (time_zone COLLATE "C" ~ '^[A-Za-z0-9_+/-]{1,64}$');

-- Where a name is taken as a time zone, "FOO3" is one too (POSIX), so it is looked up among those that have a name.
CREATE FUNCTION users_know_time_zone() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_timezone_names WHERE name = NEW.time_zone) THEN
        RAISE EXCEPTION 'nobody knows this time zone'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'users_time_zone_is_known', TABLE = 'users';
    END IF;
    RETURN NEW;
END
$$;

REVOKE EXECUTE ON FUNCTION users_know_time_zone() FROM PUBLIC;

CREATE TRIGGER users_know_time_zone BEFORE INSERT OR UPDATE OF time_zone ON users
    FOR EACH ROW WHEN (NEW.time_zone <> 'UTC') EXECUTE FUNCTION users_know_time_zone();

GRANT UPDATE (time_zone) ON users TO nexus_app;

-- Each seller's sales by quarter of an hour, kept as `sales` is. Every offset from UTC in use is whole quarters, so the
-- days of any zone are made of them: a dashboard reads what was sold in 31 days, 2,976 rows at most, however many orders
-- there are. For UTC, `sales` has the days themselves.
CREATE TABLE sales_by_quarter (
    seller_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    currency  text NOT NULL,
    began_at  timestamptz NOT NULL,
    orders    bigint NOT NULL,
    amount    bigint NOT NULL,

    PRIMARY KEY (seller_id, currency, began_at),
    CONSTRAINT sales_by_quarter_count_what_was_sold CHECK (orders >= 0 AND amount >= 0)
);

CREATE FUNCTION orders_count_quarter() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.seller_id IS NULL OR NEW.status = OLD.status THEN
        RETURN NULL;
    END IF;
    IF NEW.status = 'paid' THEN
        INSERT INTO sales_by_quarter (seller_id, currency, began_at, orders, amount)
        VALUES (NEW.seller_id, NEW.currency, date_bin('15 minutes', now(), 'epoch'), 1, NEW.amount)
        ON CONFLICT (seller_id, currency, began_at) DO UPDATE
        SET orders = sales_by_quarter.orders + 1, amount = sales_by_quarter.amount + EXCLUDED.amount;
    ELSIF NEW.status = 'refunded' THEN
        UPDATE sales_by_quarter SET orders = orders - 1, amount = amount - NEW.amount
        WHERE seller_id = NEW.seller_id AND currency = NEW.currency AND began_at = (
            SELECT date_bin('15 minutes', created_at, 'epoch') FROM order_events
            WHERE order_id = NEW.id AND to_status = 'paid'
            ORDER BY id DESC LIMIT 1
        );
    END IF;
    RETURN NULL;
END
$$;

REVOKE EXECUTE ON FUNCTION orders_count_quarter() FROM PUBLIC;

CREATE TRIGGER orders_count_quarter AFTER UPDATE OF status ON orders FOR EACH ROW EXECUTE FUNCTION orders_count_quarter();

GRANT SELECT ON sales_by_quarter TO nexus_app;

-- What was sold before. A refunded order was counted in its quarter, and taken back.
INSERT INTO sales_by_quarter (seller_id, currency, began_at, orders, amount)
SELECT o.seller_id, o.currency, date_bin('15 minutes', e.created_at, 'epoch'),
    count(*) FILTER (WHERE o.status = 'paid'), coalesce(sum(o.amount) FILTER (WHERE o.status = 'paid'), 0)::bigint
FROM orders AS o JOIN order_events AS e ON e.order_id = o.id AND e.to_status = 'paid'
WHERE o.seller_id IS NOT NULL
GROUP BY 1, 2, 3;
