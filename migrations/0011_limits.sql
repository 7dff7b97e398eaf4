-- What strangers and accounts may have the store keep: how much within an hour, and how much in all.

-- How far somebody has used up what is granted within an hour (Store/Limits/Rate.swift has the numbers). A crash may
-- forget it, so nothing of it goes to the log that makes the rest safe. Swept by whoever writes.
CREATE UNLOGGED TABLE rates (
    rate       text NOT NULL,
    subject    text NOT NULL,
    used_until timestamptz NOT NULL,

    PRIMARY KEY (rate, subject),
    CONSTRAINT rates_size CHECK (octet_length(rate) <= 40 AND octet_length(subject) <= 254)
);

CREATE INDEX rates_by_time ON rates (used_until);

GRANT SELECT, INSERT, UPDATE (used_until), DELETE ON rates TO nexus_app;

-- Whoever sweeps takes the rows that nobody else has in hand, and to lock a row is a right of those who may update it.
GRANT UPDATE (created_at) ON form_answers TO nexus_app;

-- What an account has in all, so that a quota is checked without counting: products, and bytes of their names and
-- descriptions. Kept by triggers, with the right of the rule and not of the caller. In the user's row, because who puts a
-- product up locks that row, and so sees what others have put up at the same moment.
ALTER TABLE users
    ADD COLUMN product_count bigint NOT NULL DEFAULT 0,
    ADD COLUMN product_bytes bigint NOT NULL DEFAULT 0,
    ADD CONSTRAINT users_count_products CHECK (product_count >= 0 AND product_bytes >= 0);

-- Counting is no change of the account.
DROP TRIGGER users_touch ON users;
CREATE TRIGGER users_touch BEFORE UPDATE OF email, password, name, role, time_zone, suspended_at ON users
    FOR EACH ROW EXECUTE FUNCTION touch_updated_at();

CREATE FUNCTION users_count_products() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        UPDATE users SET product_count = product_count + sums.count, product_bytes = product_bytes + sums.bytes
        FROM (
            SELECT user_id, count(*) AS count, sum(octet_length(name) + octet_length(description)) AS bytes
            FROM added GROUP BY user_id
        ) AS sums
        WHERE users.id = sums.user_id;
    ELSIF TG_OP = 'DELETE' THEN
        UPDATE users SET product_count = product_count - sums.count, product_bytes = product_bytes - sums.bytes
        FROM (
            SELECT user_id, count(*) AS count, sum(octet_length(name) + octet_length(description)) AS bytes
            FROM removed GROUP BY user_id
        ) AS sums
        WHERE users.id = sums.user_id;
    ELSE
        UPDATE users SET product_bytes = product_bytes
            + octet_length(NEW.name) + octet_length(NEW.description)
            - octet_length(OLD.name) - octet_length(OLD.description)
        WHERE id = NEW.user_id;
    END IF;
    RETURN NULL;
END
$$;

REVOKE EXECUTE ON FUNCTION users_count_products() FROM PUBLIC;

CREATE TRIGGER products_are_counted AFTER INSERT ON products REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION users_count_products();
CREATE TRIGGER products_are_discounted AFTER DELETE ON products REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION users_count_products();
CREATE TRIGGER products_are_measured AFTER UPDATE OF name, description ON products
    FOR EACH ROW WHEN (octet_length(NEW.name) + octet_length(NEW.description)
        <> octet_length(OLD.name) + octet_length(OLD.description))
    EXECUTE FUNCTION users_count_products();

UPDATE users SET product_count = sums.count, product_bytes = sums.bytes
FROM (
    SELECT user_id, count(*) AS count, sum(octet_length(name) + octet_length(description)) AS bytes
    FROM products GROUP BY user_id
) AS sums
WHERE users.id = sums.user_id;

-- The front page begins with the three newest published products of every seller, so that nobody can own it; all others
-- come after those. Which they are is written down, because a page cannot look through thousands of one seller's.
ALTER TABLE products ADD COLUMN is_recent boolean NOT NULL DEFAULT false;
ALTER TABLE products ADD CONSTRAINT products_recent_is_published CHECK (NOT is_recent OR status = 'active');

DROP INDEX products_published;
CREATE INDEX products_published ON products (is_recent DESC, created_at DESC, slug COLLATE "C" DESC) WHERE status = 'active';
CREATE INDEX products_recent ON products (user_id) WHERE is_recent;

-- A place on the front page is no change of the product.
DROP TRIGGER products_touch ON products;
CREATE TRIGGER products_touch BEFORE UPDATE OF name, description, price, currency, status, taken_down_at ON products
    FOR EACH ROW EXECUTE FUNCTION touch_updated_at();
DROP TRIGGER products_version ON products;
CREATE TRIGGER products_version BEFORE UPDATE OF name, description, price, currency, status ON products
    FOR EACH ROW EXECUTE FUNCTION products_count_version();

CREATE FUNCTION products_leave_front() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    NEW.is_recent := false;
    RETURN NEW;
END
$$;

CREATE TRIGGER products_leave_front BEFORE UPDATE ON products
    FOR EACH ROW WHEN (NEW.status <> 'active') EXECUTE FUNCTION products_leave_front();

CREATE FUNCTION products_choose_recent() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    sellers bigint[];
    newest bigint[];
BEGIN
    IF TG_OP = 'INSERT' THEN
        sellers := ARRAY(SELECT DISTINCT user_id FROM added WHERE status = 'active');
    ELSIF TG_OP = 'DELETE' THEN
        sellers := ARRAY(SELECT DISTINCT user_id FROM removed WHERE is_recent);
    ELSE
        sellers := ARRAY[NEW.user_id];
    END IF;
    newest := ARRAY(
        SELECT of_seller.id FROM unnest(sellers) AS seller, LATERAL (
            SELECT id FROM products WHERE user_id = seller AND status = 'active' ORDER BY id DESC LIMIT 3
        ) AS of_seller);
    UPDATE products SET is_recent = false WHERE is_recent AND user_id = ANY(sellers) AND id <> ALL(newest);
    UPDATE products SET is_recent = true WHERE NOT is_recent AND id = ANY(newest);
    RETURN NULL;
END
$$;

REVOKE EXECUTE ON FUNCTION products_leave_front(), products_choose_recent() FROM PUBLIC;

CREATE TRIGGER products_come_to_front AFTER INSERT ON products REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION products_choose_recent();
CREATE TRIGGER products_make_room AFTER DELETE ON products REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION products_choose_recent();
CREATE TRIGGER products_change_front AFTER UPDATE OF status, deleted_at ON products
    FOR EACH ROW WHEN (NEW.status <> OLD.status) EXECUTE FUNCTION products_choose_recent();

UPDATE products SET is_recent = true WHERE id IN (
    SELECT id FROM (
        SELECT id, row_number() OVER (PARTITION BY user_id ORDER BY id DESC) AS place FROM products WHERE status = 'active'
    ) AS placed WHERE place <= 3
);
