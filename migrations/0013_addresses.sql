-- An address at which something was once for sale stays its seller's: links that were given away lead to nobody else's
-- product. One that an admin has taken down stays nobody's when it is deleted. A draft's address is not among them, and
-- has a random tail, so that nobody learns of a draft by asking for its name.
CREATE TABLE slugs (
    slug    text PRIMARY KEY,
    user_id bigint REFERENCES users (id) ON DELETE SET NULL,

    CONSTRAINT slugs_slug_form CHECK (slug ~ '^[a-z0-9-]{1,80}$')
);
CREATE INDEX slugs_by_user ON slugs (user_id);

INSERT INTO slugs (slug, user_id)
SELECT slug, user_id FROM products WHERE status <> 'draft' AND deleted_at IS NULL;

GRANT SELECT ON slugs TO nexus_app;
GRANT UPDATE (slug) ON products TO nexus_app;

CREATE FUNCTION products_take_address() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO slugs (slug, user_id) SELECT slug, user_id FROM changed WHERE status = 'active' ON CONFLICT DO NOTHING;
    IF EXISTS (
        SELECT FROM changed JOIN slugs USING (slug)
        WHERE changed.status = 'active' AND slugs.user_id IS DISTINCT FROM changed.user_id
    ) THEN
        RAISE EXCEPTION 'this address is somebody else''s'
            USING ERRCODE = 'unique_violation', CONSTRAINT = 'slugs_pkey', TABLE = 'slugs';
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION products_keep_address() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM slugs WHERE slug = OLD.slug) THEN
        RAISE EXCEPTION 'a product that was published keeps its address'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'products_address_is_final', TABLE = 'products';
    END IF;
    RETURN NEW;
END
$$;

CREATE FUNCTION products_block_address() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE slugs SET user_id = NULL WHERE slug = NEW.slug;
    RETURN NULL;
END
$$;

CREATE TRIGGER products_take_address AFTER INSERT ON products REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION products_take_address();
CREATE TRIGGER products_take_address_later AFTER UPDATE ON products REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION products_take_address();
CREATE TRIGGER products_keep_address BEFORE UPDATE OF slug ON products
    FOR EACH ROW WHEN (NEW.slug <> OLD.slug) EXECUTE FUNCTION products_keep_address();
CREATE TRIGGER products_block_address AFTER UPDATE OF deleted_at ON products
    FOR EACH ROW WHEN (NEW.deleted_at IS NOT NULL AND NEW.taken_down_at IS NOT NULL)
    EXECUTE FUNCTION products_block_address();

-- A deleted product counts no more from the moment it is deleted, not from when it is swept. That locks the seller's row,
-- as all that counts does, before the product's.
CREATE OR REPLACE FUNCTION users_count_products() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
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
            FROM removed WHERE deleted_at IS NULL GROUP BY user_id
        ) AS sums
        WHERE users.id = sums.user_id;
    ELSE
        UPDATE users SET
            product_count = product_count - (CASE WHEN NEW.deleted_at IS NULL THEN 0 ELSE 1 END),
            product_bytes = product_bytes - octet_length(OLD.name) - octet_length(OLD.description)
                + (CASE WHEN NEW.deleted_at IS NULL THEN octet_length(NEW.name) + octet_length(NEW.description) ELSE 0 END)
        WHERE id = NEW.user_id;
    END IF;
    RETURN NULL;
END
$$;

DROP TRIGGER products_are_measured ON products;
CREATE TRIGGER products_are_measured AFTER UPDATE OF name, description, deleted_at ON products
    FOR EACH ROW WHEN (octet_length(NEW.name) + octet_length(NEW.description)
        <> octet_length(OLD.name) + octet_length(OLD.description) OR NEW.deleted_at IS NOT NULL)
    EXECUTE FUNCTION users_count_products();

UPDATE users SET product_count = product_count - sums.count, product_bytes = product_bytes - sums.bytes
FROM (
    SELECT user_id, count(*) AS count, sum(octet_length(name) + octet_length(description)) AS bytes
    FROM products WHERE deleted_at IS NOT NULL GROUP BY user_id
) AS sums
WHERE users.id = sums.user_id;

-- What an admin has taken away holds no place on the front page, and costs it nothing.
CREATE OR REPLACE FUNCTION products_choose_recent() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    sellers bigint[];
    newest bigint[];
BEGIN
    IF TG_OP = 'INSERT' THEN
        sellers := ARRAY(SELECT DISTINCT user_id FROM added WHERE status = 'active');
    ELSIF TG_OP = 'DELETE' THEN
        sellers := ARRAY(SELECT DISTINCT user_id FROM removed WHERE is_recent);
    ELSIF TG_TABLE_NAME = 'users' THEN
        sellers := ARRAY[NEW.id];
    ELSE
        sellers := ARRAY[NEW.user_id];
    END IF;
    newest := ARRAY(
        SELECT of_seller.id FROM users, LATERAL (
            SELECT id FROM products
            WHERE user_id = users.id AND status = 'active' AND taken_down_at IS NULL ORDER BY id DESC LIMIT 3
        ) AS of_seller
        WHERE users.id = ANY(sellers) AND users.suspended_at IS NULL);
    UPDATE products SET is_recent = false WHERE is_recent AND user_id = ANY(sellers) AND id <> ALL(newest);
    UPDATE products SET is_recent = true WHERE NOT is_recent AND id = ANY(newest);
    RETURN NULL;
END
$$;

DROP TRIGGER products_change_front ON products;
CREATE TRIGGER products_change_front AFTER UPDATE OF status, deleted_at, taken_down_at ON products
    FOR EACH ROW WHEN (NEW.status <> OLD.status OR (NEW.taken_down_at IS NULL) <> (OLD.taken_down_at IS NULL))
    EXECUTE FUNCTION products_choose_recent();
CREATE TRIGGER users_change_front AFTER UPDATE OF suspended_at ON users
    FOR EACH ROW WHEN ((NEW.suspended_at IS NULL) <> (OLD.suspended_at IS NULL))
    EXECUTE FUNCTION products_choose_recent();

UPDATE products SET is_recent = false FROM users
WHERE is_recent AND users.id = user_id AND (taken_down_at IS NOT NULL OR suspended_at IS NOT NULL);

DROP INDEX products_published;
CREATE INDEX products_published ON products (is_recent DESC, created_at DESC, slug COLLATE "C" DESC)
    WHERE status = 'active' AND taken_down_at IS NULL;

REVOKE EXECUTE ON FUNCTION products_take_address(), products_keep_address(), products_block_address() FROM PUBLIC;

-- A buyer's address, which has 254 bytes at most, is counted together with the network it was typed in.
ALTER TABLE rates DROP CONSTRAINT rates_size;
ALTER TABLE rates ADD CONSTRAINT rates_size CHECK (octet_length(rate) <= 40 AND octet_length(subject) <= 300);
