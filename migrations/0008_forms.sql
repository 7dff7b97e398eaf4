-- What became of forms that were sent: a second sending of the same form by the same browser gets the first one's answer.
-- The row is written by the statement that makes the change. Kept for a day.

CREATE TABLE form_answers (
    browser    bytea NOT NULL,
    number     uuid NOT NULL,
    digest     bytea NOT NULL,
    location   text NOT NULL,
    flash      text NOT NULL DEFAULT '',
    created_at timestamptz NOT NULL DEFAULT now(),

    PRIMARY KEY (browser, number),
    CONSTRAINT form_answers_browser_is_sha256 CHECK (octet_length(browser) = 32),
    CONSTRAINT form_answers_digest_is_sha256 CHECK (octet_length(digest) = 32),
    CONSTRAINT form_answers_location_is_a_path CHECK (location ~ '^/[^/]' OR location = '/'),
    CONSTRAINT form_answers_size CHECK (octet_length(location) <= 2048 AND octet_length(flash) <= 100)
);

CREATE INDEX form_answers_by_time ON form_answers (created_at);

GRANT SELECT, INSERT (browser, number, digest, location, flash), DELETE ON form_answers TO nexus_app;

-- What was typed into a form whose session had ended: an hour for the same browser, one form each, no passwords.
CREATE TABLE kept_forms (
    browser    bytea PRIMARY KEY,
    action     text NOT NULL,
    fields     text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),

    CONSTRAINT kept_forms_browser_is_sha256 CHECK (octet_length(browser) = 32),
    CONSTRAINT kept_forms_size CHECK (octet_length(action) <= 2048 AND octet_length(fields) <= 262144)
);

CREATE INDEX kept_forms_by_time ON kept_forms (created_at);

GRANT SELECT, INSERT (browser, action, fields), UPDATE (action, fields, created_at), DELETE ON kept_forms TO nexus_app;

-- A form that shows a product carries its version, and saves nothing over a later one.
ALTER TABLE products ADD COLUMN version bigint NOT NULL DEFAULT 1;

CREATE FUNCTION products_count_version() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    NEW.version := OLD.version + 1;
    RETURN NEW;
END
$$;

CREATE TRIGGER products_version BEFORE UPDATE ON products FOR EACH ROW EXECUTE FUNCTION products_count_version();

-- The form's number is kept in form_answers, for every form; an order has a number of its own.
DROP INDEX orders_one_per_form;
CREATE INDEX orders_by_product ON orders (product_id);
ALTER TABLE orders ALTER COLUMN checkout_key SET DEFAULT gen_random_uuid();

-- As before (0007), with what is over of the two tables above.
CREATE OR REPLACE FUNCTION sweep(most integer) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    gone bigint;
    piece integer;
    done integer := 0;
BEGIN
    DELETE FROM sessions WHERE token_hash IN (
        SELECT token_hash FROM sessions WHERE expires_at < now() LIMIT most FOR UPDATE SKIP LOCKED);
    GET DIAGNOSTICS done = ROW_COUNT;
    DELETE FROM form_answers WHERE (browser, number) IN (
        SELECT browser, number FROM form_answers WHERE created_at < now() - interval '1 day'
        ORDER BY created_at LIMIT most - done FOR UPDATE SKIP LOCKED);
    GET DIAGNOSTICS piece = ROW_COUNT;
    done := done + piece;
    DELETE FROM kept_forms WHERE browser IN (
        SELECT browser FROM kept_forms WHERE created_at < now() - interval '1 hour'
        ORDER BY created_at LIMIT most - done FOR UPDATE SKIP LOCKED);
    GET DIAGNOSTICS piece = ROW_COUNT;
    done := done + piece;
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
